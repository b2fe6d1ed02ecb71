/** Lines of `train.py` for pictures: the whole of a set from its own files, and random changes of each picture. */
import type { Augmentation } from "@/data/data-settings";
import { pythonBool } from "@/interop/code/python/python-values";

/** Sets that the world keeps as four IDX files. */
export const imageSets: readonly string[] = ["mnist", "fashion-mnist"];

export const idxLines = (validationSplit: number) => `def read_idx(folder):
    """The four files of the set, train-images-idx3-ubyte and its like, with .gz or without."""
    import gzip

    def values(name, start):
        path = os.path.join(folder, name)
        opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb")
        with opened as file:
            return np.frombuffer(file.read(), np.uint8, offset=start)

    x, y = values("train-images-idx3-ubyte", 16).reshape(-1, 28, 28, 1), values("train-labels-idx1-ubyte", 8).astype("int64")
    order = np.random.default_rng(SEED).permutation(len(x))
    held_out = round(${validationSplit} * len(x))
    parts = {"train": order[held_out:], "validation": order[:held_out]}
    return {split: (as_floats(x[part]), y[part]) for split, part in parts.items() if len(part)}
`;

/** As in Layerlab: shifted, turned, sized and mirrored at random, then noise; what comes in from outside is 0. */
export const augmentationLines = ({ shift, rotate, scale, flip, noise }: Augmentation) => `def vary(images):
    """Each image [N, H, W, C] of values 0 to 1 shifted, turned, sized and mirrored at random, and noise laid over it."""
    count, height, width, channels = images.shape

    def spread(limit):
        return (2 * torch.rand(count, device=images.device) - 1) * limit

    angle, size = spread(math.radians(${rotate})), 1 + spread(${scale})
    mirror = torch.where(torch.rand(count, device=images.device) < 0.5, -1.0, 1.0) if ${pythonBool(flip)} else torch.ones(count, device=images.device)
    # From places of the result to places of the image; both go from -1 to 1.
    dx, dy = spread(2 * ${shift}), spread(2 * ${shift})
    cos, sin = angle.cos() / size, angle.sin() / size
    maps = torch.stack([mirror * cos, mirror * sin, -mirror * (cos * dx + sin * dy), -sin, cos, sin * dx - cos * dy], 1).reshape(count, 2, 3)
    grid = F.affine_grid(maps, (count, channels, height, width), align_corners=False)
    moved = F.grid_sample(images.permute(0, 3, 1, 2), grid, align_corners=False).permute(0, 2, 3, 1)
    return (moved + ${noise} * torch.randn_like(moved)).clamp(0, 1)
`;
