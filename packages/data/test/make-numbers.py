"""Writes numbers.parquet, of which parquet-numbers.test.ts says what it holds: python make-numbers.py, with pyarrow 26."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 200


def gaps(values, every):
    return [None if row % every == 0 else value for row, value in enumerate(values)]


rows = range(ROWS)
columns = {
    "float": pa.array(gaps([row / 3 for row in rows], 7), pa.float32()),
    "double": pa.array([row / 3 for row in rows], pa.float64()),
    "few": pa.array(gaps([row % 5 / 2 for row in rows], 3), pa.float64()),
    "odd": pa.array([[float("nan"), float("inf"), -0.0, None][row % 4] for row in rows], pa.float64()),
    "integer": pa.array([row % 11 - 5 for row in rows], pa.int32()),
    "long": pa.array(gaps([(-1) ** row * 2**62 + row for row in rows], 50), pa.int64()),
    "short": pa.array([row % 90 for row in rows], pa.int16()),
    "none": pa.array([None for _ in rows], pa.float64()),
}
fields = [pa.field(name, column.type, nullable=name != "integer") for name, column in columns.items()]
pq.write_table(
    pa.table(columns, schema=pa.schema(fields)),
    Path(__file__).parent / "numbers.parquet",
    row_group_size=120,
    # Several pages, and a dictionary that becomes too large, after which values come plain.
    data_page_size=300,
    dictionary_pagesize_limit=500,
    write_batch_size=25,
    write_page_checksum=True,
    write_statistics=False,
    store_schema=False,
)
