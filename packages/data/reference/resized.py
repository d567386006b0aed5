"""Makes resized.json: images of random bytes, resized by PyTorch. Usage: python resized.py > resized.json"""

import json

import torch
import torch.nn.functional as functional

generator = torch.Generator().manual_seed(1)
cases = []
for old_height, old_width, channels, height, width in [
    (5, 7, 3, 3, 4),
    (4, 4, 1, 9, 6),
    (8, 3, 4, 2, 5),
    (10, 10, 1, 3, 10),
]:
    image = torch.randint(0, 256, (old_height, old_width, channels), generator=generator)
    resized = functional.interpolate(
        image.permute(2, 0, 1)[None].double(), size=(height, width), mode="bilinear", antialias=True, align_corners=False
    )[0].permute(1, 2, 0)
    cases.append(
        {
            "image": {
                "height": old_height,
                "width": old_width,
                "channels": channels,
                "data": image.flatten().tolist(),
            },
            "height": height,
            "width": width,
            "data": [round(value, 3) for value in resized.flatten().tolist()],
        }
    )
print(json.dumps(cases))
