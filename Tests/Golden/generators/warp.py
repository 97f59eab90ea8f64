"""Images moved by displacements: grid_sample on pixels."""
import torch
import torch.nn.functional as F

from .case import Case


def cases():
    yield warp("zeros", fields=1)
    yield warp("zeros", fields=2)
    yield warp("border", fields=2)


def warp(border, fields):
    """Field l has its x in channel 2 l and its y in channel 2 l + 1; a third of the pixels are outside."""
    case = Case(f"warp-{border}-{fields}", border=border, fields=fields)
    x = case.input("x", (2, 3, 5, 7))
    displacement = case.input("displacement", (2, 2 * fields, 5, 7), scale=3.3, shift=0.15)
    moved = [move(x, displacement[:, 2 * l:2 * l + 2], border) for l in range(fields)]
    case.weighted_sum(output=torch.cat(moved, dim=1))
    return case


def move(x, displacement, border):
    height, width = x.shape[2:]
    rows = torch.arange(height, dtype=x.dtype)[:, None]
    columns = torch.arange(width, dtype=x.dtype)[None, :]
    # grid_sample takes positions from -1, the first pixel's centre, to 1, the last one's.
    grid = torch.stack(
        (2 * (columns + displacement[:, 0]) / (width - 1) - 1,
         2 * (rows + displacement[:, 1]) / (height - 1) - 1), dim=-1)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode=border, align_corners=True)
