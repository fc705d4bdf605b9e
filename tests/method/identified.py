"""What the identity models make of carriers, on a stage."""

import pyarrow as pa

from tests.method import identity_reading as reading

MODELS = (
    "int_identifiers_guarded int_identifiers_used int_customers_accounts "
    "int_customers_standalone int_customers_joined int_customers_assigned "
    "int_identifiers_tied int_identifiers_grouped int_identifiers_parted "
    "int_customers_merged"
).split()


class Identified:
    """What the models make of carriers, given in this order."""

    def __init__(self, stage, carriers):
        timed = reading.in_time(carriers)
        number = {carrier["id"]: place for place, carrier in enumerate(timed, 1)}
        interactions = [
            {
                "interaction_number": number[carrier["id"]],
                "interaction_id": carrier["id"],
                "thread_id": carrier.get("thread"),
                "started_second": carrier["start"],
            }
            for carrier in carriers
            if carrier["start"] is not None
        ]
        stage.fill("int_interactions_unioned", pa.Table.from_pylist(interactions))
        identifiers = [
            {
                "carrier_id": carrier["id"],
                "identifier_type": kind,
                "identifier_key": key,
                "used_second": carrier["start"],
            }
            for carrier in carriers
            for kind, key in carrier["keys"]
        ]
        stage.fill("int_identifiers_unioned", pa.Table.from_pylist(identifiers))
        stage.run(*MODELS)
        self.ids = dict(
            stage.rows("""
                select interaction_id, customer_id
                from intermediate.int_customers_assigned
                inner join intermediate.int_interactions_unioned
                    using (interaction_number)
                where customer_id is not null
            """)
        )
        self.merges = {
            reading.short_id(first): (self.ids[first], joining)
            for first, joining in stage.rows("""
                select first_carrier_id, joining_carrier_id
                from intermediate.int_customers_merged
            """)
        }
