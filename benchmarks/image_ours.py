"""Worker of the image benchmark: draws what each line of standard input asks for."""

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks import image_sample
from bot.share_image import draw


def main() -> None:
    """Answer each line `{"case", "number"}` with `{"ms", "cpu", "bytes", "rss"}`."""
    photo = Path(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        card = image_sample.make_card(asked["case"], asked["number"], photo)
        wall, cpu = time.perf_counter(), time.process_time()
        drawings = [
            draw.draw(card, size, template_dirs=[image_sample.ROOT / "templates"])
            for size in image_sample.SIZES[asked["case"]]
        ]
        answer = {
            "ms": (time.perf_counter() - wall) * 1e3,
            "cpu": (time.process_time() - cpu) * 1e3,
            "bytes": sum(len(drawing.jpeg) for drawing in drawings),
            "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
