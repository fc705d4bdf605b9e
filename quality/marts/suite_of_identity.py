"""What must hold of what identity cut, left apart and found impossible."""

from quality.marts.shapes import clean, key_by_month, same

IDENTITY = (
    key_by_month("identity_cuts", "identifier cut", "identifier_count"),
    clean("identity_cuts", "words", "listed types and guards", "unknown_word_count"),
    clean("identity_cuts", "limits",
          "every cut past the limit it names, accounts cut by the workspace only",
          "within_limit_count"),
    clean("identity_cuts", "ranges",
          "interactions without customer within all, first use before last",
          "out_of_range_count"),
    clean("identity_cuts", "order", "the largest first", "misplaced_count"),
    key_by_month("ambiguous_customers", "customer and customer touched", "pair_count"),
    same("ambiguous_customers", "customers", "every ambiguous customer",
         "listed_customer_count", "ambiguous_customer_count"),
    clean("ambiguous_customers", "touched",
          "others with an account, by what is touched", "untouchable_count"),
    clean("ambiguous_customers", "ranges",
          "two customers touched or more, each a row; tickets within contacts",
          "out_of_range_count"),
    key_by_month("impossible_customers", "impossible customer", "customer_count"),
    clean("impossible_customers", "words", "a listed rule, an identifier to look at",
          "unknown_word_count"),
    clean("impossible_customers", "ranges",
          "days within months within all contacts, more than 100 where it says so",
          "out_of_range_count"),
    clean("impossible_customers", "customers", "the counts of customers",
          "unlike_customer_count"),
)  # fmt: skip
