/** How networks are trained, whichever they are: what stands behind them in a training script. */
export const SCRIPT = String.raw`
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

# The schedule of the paper (Deep Layer Aggregation, section 5.1): 120 epochs of 256 images a step, momentum 0.9, weight
# decay 1e-4, a learning rate of 0.1 that is divided by 10 every 30 epochs.
EPOCHS, BATCH, RATE, MOMENTUM, DECAY, DROP = 120, 256, 0.1, 0.9, 1e-4, 30


def plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def variant(name: str) -> str:
    if name in NETWORKS:
        return name
    found = [each for each in NETWORKS if plain(each) == plain(name)]
    if len(found) != 1:
        raise argparse.ArgumentTypeError(f"one of {', '.join(NETWORKS)}")
    return found[0]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--variant", type=variant, default=next(iter(NETWORKS)), metavar="NAME",
                        help=f"which network: {', '.join(NETWORKS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", help="a folder with train and val, each with a folder a class")
    parser.add_argument("--synthetic", action="store_true", help="made-up images: two small steps, unless told otherwise")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--steps", type=int, help="at most so many steps an epoch")
    parser.add_argument("--batch", type=int, help="images a step, of all processes together")
    parser.add_argument("--rate", type=float, default=RATE, help=f"learning rate of the first epochs, for {BATCH} images a step")
    parser.add_argument("--workers", type=int, default=4, help="processes that read images, beside each that computes")
    parser.add_argument("--amp", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available(),
                        help="mixed precision")
    parser.add_argument("--out", help="where checkpoints go: runs/VARIANT-SEED")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out, where there is one")
    parser.add_argument("--weights", help="a checkpoint whose weights to begin with")
    parser.add_argument("--evaluate", action="store_true", help="evaluate, and learn nothing")
    chosen = parser.parse_args()
    if not chosen.synthetic and chosen.data is None:
        parser.error("--data FOLDER or --synthetic is needed")
    chosen.epochs = chosen.epochs or (1 if chosen.synthetic else EPOCHS)
    chosen.batch = chosen.batch or (4 if chosen.synthetic else BATCH)
    chosen.steps = chosen.steps or (2 if chosen.synthetic else None)
    chosen.out = chosen.out or os.path.join("runs", f"{plain(chosen.variant)}-{chosen.seed}")
    return chosen


class Synthetic(Dataset):
    """Noise around a pattern for each class, the same on every machine."""

    def __init__(self, channels: int, height: int, width: int, classes: int, count: int = 64) -> None:
        self.shape = (channels, height, width)
        self.classes = [str(index) for index in range(classes)]
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Tuple[Tensor, int]:
        label = index % len(self.classes)
        pattern = torch.randn(self.shape, generator=torch.Generator().manual_seed(label))
        noise = torch.randn(self.shape, generator=torch.Generator().manual_seed(1_000_000 + index))
        return pattern + noise, label


def datasets(chosen: argparse.Namespace, channels: int, height: int, width: int, classes: int) -> Tuple[Any, Any]:
    """What is learned from, and what is evaluated on."""
    if chosen.synthetic:
        return Synthetic(channels, height, width, classes), Synthetic(channels, height, width, classes, 16)
    from torchvision import transforms
    from torchvision.datasets import ImageFolder

    grey = [transforms.Grayscale()] if channels == 1 else []
    values = [transforms.ToTensor(), transforms.Normalize(MEAN[:channels], DEVIATION[:channels])]
    crop = [transforms.RandomResizedCrop((height, width)), transforms.RandomHorizontalFlip(),
            transforms.ColorJitter(0.4, 0.4, 0.4)]
    middle = [transforms.Resize(round(max(height, width) / 0.875)), transforms.CenterCrop((height, width))]
    learned = ImageFolder(os.path.join(chosen.data, "train"), transforms.Compose([*grey, *crop, *values]))
    tested = ImageFolder(os.path.join(chosen.data, "val"), transforms.Compose([*grey, *middle, *values]))
    for name, data in (("train", learned), ("val", tested)):
        if len(data.classes) != classes:
            raise SystemExit(f"{name} has {len(data.classes)} classes, the network {classes}")
    return learned, tested


def evaluate(network: nn.Module, loader: DataLoader, device: torch.device, steps: Optional[int]) -> Dict[str, float]:
    """Loss and accuracy over all processes; no image counts twice."""
    network.eval()
    sums = torch.zeros(4, dtype=torch.float64, device=device)
    with torch.no_grad():
        for images, labels in itertools.islice(loader, steps):
            images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
            logits = network(images).float()
            best = logits.topk(min(5, logits.shape[1])).indices == labels[:, None]
            loss = F.cross_entropy(logits, labels, reduction="sum")
            sums += torch.stack([loss, best[:, 0].sum(), best.sum(), torch.tensor(len(labels), device=device)]).double()
    if dist.is_initialized():
        dist.all_reduce(sums)
    loss, first, five, count = sums.tolist()
    return {"loss": loss / count, "top1": first / count, "top5": five / count}


def main() -> None:
    chosen = arguments()
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
    if world > 1:
        dist.init_process_group("nccl" if cuda else "gloo")
    if chosen.batch % world:
        raise SystemExit(f"--batch {chosen.batch} is no multiple of {world} processes")

    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)
    network = NETWORKS[chosen.variant]().to(device)
    channels, height, width, classes = SIZES[chosen.variant]
    learned, tested = datasets(chosen, channels, height, width, classes)
    sampler = DistributedSampler(learned, world, rank, shuffle=True, seed=chosen.seed, drop_last=True)
    workers = 0 if chosen.synthetic else chosen.workers
    batch = chosen.batch // world
    loader = DataLoader(learned, batch, sampler=sampler, num_workers=workers, pin_memory=cuda, drop_last=True)
    share = Subset(tested, range(rank, len(tested), world))
    test_loader = DataLoader(share, batch, num_workers=workers, pin_memory=cuda)

    # The fixed parts of a network are not learned.
    parameters = [each for each in network.parameters() if each.requires_grad]
    # Fewer images a step say less of the way: the rate is smaller by as much.
    rate = chosen.rate * chosen.batch / BATCH
    optimiser = torch.optim.SGD(parameters, rate, momentum=MOMENTUM, weight_decay=DECAY)
    half = torch.bfloat16 if not cuda or torch.cuda.is_bf16_supported() else torch.float16
    scaler = torch.cuda.amp.GradScaler(enabled=cuda and chosen.amp and half == torch.float16)
    last = os.path.join(chosen.out, "last.pth")
    begin, best = 0, 0.0
    if chosen.weights:
        state = torch.load(chosen.weights, map_location=device)
        network.load_state_dict(state.get("model", state))
    if chosen.resume and os.path.exists(last):
        state = torch.load(last, map_location=device)
        network.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        scaler.load_state_dict(state["scaler"])
        begin, best = state["epoch"], state["best"]
    model = DistributedDataParallel(network, [device] if cuda else None) if world > 1 else network
    if chosen.evaluate:
        result = evaluate(network, test_loader, device, chosen.steps)
        if rank == 0:
            print(json.dumps(result), flush=True)
        return

    os.makedirs(chosen.out, exist_ok=True)
    for epoch in range(begin, chosen.epochs):
        for group in optimiser.param_groups:
            group["lr"] = rate * 0.1 ** (epoch // DROP)
        sampler.set_epoch(epoch)
        model.train()
        since, total, steps = time.time(), torch.zeros((), device=device), 0
        for images, labels in itertools.islice(loader, chosen.steps):
            images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
            with torch.autocast(device.type, half, enabled=chosen.amp):
                loss = F.cross_entropy(model(images), labels)
            optimiser.zero_grad(set_to_none=True)
            scaler.scale(loss).backward()
            scaler.step(optimiser)
            scaler.update()
            total += loss.detach()
            steps += 1
        if steps == 0:
            raise SystemExit(f"{len(learned)} images are fewer than a step of {chosen.batch}")
        tested_now = evaluate(network, test_loader, device, chosen.steps)
        if dist.is_initialized():
            dist.all_reduce(total)
        line = {"variant": chosen.variant, "seed": chosen.seed, "epoch": epoch + 1, "steps": steps,
                "rate": optimiser.param_groups[0]["lr"], "loss": total.item() / steps / world,
                "test": tested_now, "seconds": round(time.time() - since, 1)}
        if rank == 0:
            print(json.dumps(line), flush=True)
            with open(os.path.join(chosen.out, "log.jsonl"), "a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            better = tested_now["top1"] >= best
            best = max(best, tested_now["top1"])
            state = {"model": network.state_dict(), "optimiser": optimiser.state_dict(), "scaler": scaler.state_dict(),
                     "epoch": epoch + 1, "best": best, "classes": json.dumps(learned.classes)}
            for name in ("last.pth", "best.pth") if better else ("last.pth",):
                path = os.path.join(chosen.out, name)
                torch.save(state, path + ".part")
                os.replace(path + ".part", path)
    if dist.is_initialized():
        # No process leaves while another one still writes.
        dist.barrier()
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
`;
