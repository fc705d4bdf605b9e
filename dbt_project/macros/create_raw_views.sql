{#
    Show staging the raw files it may read, as views: those of loads that the
    raw audit accepted (raw/_audits, one file a load) of sources that sources.yml
    still names, and the workspace's own tables. The empty file of each schema stands first, so that a view exists
    and has its columns where a workspace does not use a table. raw.held_loads
    tells from when on loads that are held make their source incomplete.
#}
{% macro create_raw_views() %}
    {% if execute %}
        {{ adapter.dispatch('create_raw_views')() }}
    {% endif %}
{% endmacro %}

{% macro duckdb__create_raw_views() %}
    {% set raw = env_var('DATA_DIR').replace("'", "''") ~ '/raw' %}
    {% do run_query('create schema if not exists raw') %}
    {% do run_query('create schema if not exists workspace') %}

    {% set files = {} %}
    {% set held = "select null::varchar as source_name, null::varchar as load_id,"
        ~ " null::timestamptz as holds_from_at where false" %}
    {% set audits = raw ~ '/_audits/*.json' %}
    {% if run_query("select 1 from glob('" ~ audits ~ "') limit 1").rows %}
        {% set accepted = run_query(
            "select distinct unnest(files) as file from read_json('" ~ audits
            ~ "', columns = {source_name: 'varchar', status: 'varchar', files: 'varchar[]'})"
            ~ " where status = 'accepted' and source_name in (select source_name"
            ~ " from read_parquet('" ~ raw ~ "/_workspace/sources.parquet'))"
            ~ " order by file"
        ) %}
        {% for row in accepted.rows %}
            {% set table = row[0].split('/')[1] %}
            {% do files.setdefault(table, []).append(row[0]) %}
        {% endfor %}
        {% set held = "select source_name, load_id, holds_from_at from read_json('"
            ~ audits ~ "', columns = {source_name: 'varchar', load_id: 'varchar',"
            ~ " status: 'varchar', holds_from_at: 'timestamptz'})"
            ~ " where status = 'held'" %}
    {% endif %}
    {% do run_query('create or replace view raw.held_loads as ' ~ held) %}

    {% for row in run_query("select file from glob('" ~ raw ~ "/_empty/*.parquet')").rows %}
        {% set table = row[0].split('/')[-1].removesuffix('.parquet') %}
        {% set paths = [row[0]] %}
        {% for file in files.get(table, []) %}
            {% do paths.append(env_var('DATA_DIR') ~ '/raw/' ~ file) %}
        {% endfor %}
        {% set listed = [] %}
        {% for path in paths %}
            {% do listed.append("'" ~ path.replace("'", "''") ~ "'") %}
        {% endfor %}
        {% do run_query(
            'create or replace view raw."' ~ table ~ '" as select * from read_parquet(['
            ~ listed | join(', ') ~ '], union_by_name = true)'
        ) %}
    {% endfor %}

    {% for row in run_query("select file from glob('" ~ raw ~ "/_workspace/*.parquet')").rows %}
        {% set table = row[0].split('/')[-1].removesuffix('.parquet') %}
        {% do run_query(
            'create or replace view workspace."' ~ table
            ~ '" as select * from read_parquet(\'' ~ row[0].replace("'", "''") ~ '\')'
        ) %}
    {% endfor %}
{% endmacro %}
