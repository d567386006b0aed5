"""Makes the files here: pip install pyarrow pillow, then python make.py in this folder."""
import datetime
import decimal

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

rows = range(120)
table = pa.table({
    "id": pa.array(list(rows), pa.int32()),
    "count": pa.array([None if row % 9 == 0 else row * 10**12 for row in rows], pa.int64()),
    "price": pa.array([row / 8 for row in rows], pa.float64()),
    "part": pa.array([None if row % 5 == 0 else row / 4 for row in rows], pa.float32()),
    "sold": pa.array([row % 3 == 0 for row in rows], pa.bool_()),
    "city": pa.array([["Oslo", "Rome", "Åre"][row % 3] for row in rows]),
    "name": pa.array([f"name {row}" for row in rows]),
    "day": pa.array([datetime.date(2026, 1, 1) + datetime.timedelta(row) for row in rows]),
    "sum": pa.array([decimal.Decimal(row) / 100 for row in rows], pa.decimal128(9, 2)),
    "list": pa.array([None if row % 7 == 0 else list(range(row % 4)) for row in rows], pa.list_(pa.int32())),
})
flat = ["id", "count", "city"]
common = dict(write_page_checksum=True, row_group_size=70, data_page_size=200)
pq.write_table(table, "snappy.parquet", compression="snappy", **common)
pq.write_table(table.select(flat), "zstd.parquet", compression="zstd", data_page_version="2.0", **common)
pq.write_table(table.select(["price", "name"]), "gzip.parquet", compression="gzip", use_dictionary=False, **common)
pq.write_table(
    table.select(["id", "name"]), "delta.parquet", compression="none", use_dictionary=False,
    column_encoding={"id": "DELTA_BINARY_PACKED", "name": "DELTA_BYTE_ARRAY"}, **common)

picture = Image.new("RGB", (48, 40))
picture.putdata([(x * 5 % 256, (x * y) % 256, y * 6 % 256) for y in range(40) for x in range(48)])
picture.save("colors.png")
picture.quantize(12).save("palette.png")
picture.convert("LA").save("opacity.png")
picture.save("baseline.jpg", quality=60)
picture.save("progressive.jpg", quality=60, progressive=True)
picture.save("restarts.jpg", quality=60, subsampling=0, restart_marker_blocks=5)
picture.convert("L").save("gray.jpg", quality=60)
