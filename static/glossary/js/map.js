/* The chart of a category, nearer and farther: by buttons, by Ctrl and wheel, by dragging, by arrow
   keys; and the lines of the entry in hand. Without this the chart is whole, and each name a link. */

const STEPS = [1, 1.5, 2, 3, 4];
const PUSH = 0.15;
/* How far, in pixels, a pointer moves before it drags rather than presses. */
const SLACK = 4;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.min(Math.max(value, least), most);

class Chart {
  /* One view for all sizes of the chart: how near, and which point, in parts of the whole, is in the
     middle. */
  constructor(root) {
    this.root = root;
    this.pictures = [...root.querySelectorAll("svg")].map((svg) => {
      const { width, height } = svg.viewBox.baseVal;
      return { svg, width, height };
    });
    this.step = 0;
    this.middle = [0.5, 0.5];
    this.buttons();
    this.dragging();
    root.addEventListener("keydown", (event) => this.push(event));
    root.addEventListener("focusin", (event) => this.reach(event.target));
    root.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    for (const [on, off] of [
      ["focusin", "focusout"],
      ["pointerover", "pointerout"],
    ]) {
      root.addEventListener(on, (event) => this.light(event.target.closest("a")));
      root.addEventListener(off, () => this.light(null));
    }
  }

  get scale() {
    return STEPS[this.step];
  }

  show() {
    const part = 1 / this.scale;
    this.middle = this.middle.map((place) => within(place, part / 2, 1 - part / 2));
    const [left, top] = this.middle.map((place) => place - part / 2);
    for (const { svg, width, height } of this.pictures) {
      svg.setAttribute("viewBox", [left * width, top * height, part * width, part * height].join(" "));
    }
    this.root.classList.toggle("near", this.step > 0);
    this.closer.ariaDisabled = this.step === STEPS.length - 1;
    this.farther.ariaDisabled = this.whole.ariaDisabled = this.step === 0;
    this.size.value = `${this.scale * 100} %`;
  }

  go(step) {
    this.step = within(step, 0, STEPS.length - 1);
    this.show();
  }

  buttons() {
    const words = this.root.dataset;
    const bar = document.createElement("div");
    bar.className = "zoom-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.name);
    const button = (sign, label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      if (sign !== label) made.setAttribute("aria-label", label);
      made.addEventListener("click", act);
      return made;
    };
    this.size = document.createElement("output");
    this.farther = button("−", words.farther, () => this.go(this.step - 1));
    this.closer = button("+", words.closer, () => this.go(this.step + 1));
    this.whole = button(words.whole, words.whole, () => this.go(0));
    bar.append(this.size, this.farther, this.closer, this.whole);
    this.root.prepend(bar);
    this.show();
  }

  turn(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.go(this.step - Math.sign(event.deltaY));
  }

  push(event) {
    const way = ARROWS[event.key];
    if (!way || this.step === 0) return;
    event.preventDefault();
    this.middle = this.middle.map((place, axis) => place + (way[axis] * PUSH) / this.scale);
    this.show();
  }

  /* Brings the entry with the focus into sight. */
  reach(target) {
    const link = target.closest("a");
    if (!link || this.step === 0) return;
    const { width, height } = this.pictures.find(({ svg }) => svg.contains(link));
    const box = link.querySelector("rect").getBBox();
    this.middle = [(box.x + box.width / 2) / width, (box.y + box.height / 2) / height];
    this.show();
  }

  dragging() {
    let from = null;
    let moved = false;
    this.root.addEventListener("dragstart", (event) => event.preventDefault());
    this.root.addEventListener("pointerdown", (event) => {
      moved = false;
      if (this.step > 0 && event.button === 0 && event.target.closest("svg")) {
        from = [event.clientX, event.clientY];
      }
    });
    this.root.addEventListener("pointermove", (event) => {
      if (!from) return;
      const way = [event.clientX - from[0], event.clientY - from[1]];
      if (!moved && Math.hypot(...way) < SLACK) return;
      if (!moved) this.root.setPointerCapture(event.pointerId);
      moved = true;
      const shown = this.pictures.find((picture) => picture.svg.checkVisibility()).svg;
      const { width, height } = shown.getBoundingClientRect();
      const parts = [way[0] / width, way[1] / height];
      this.middle = this.middle.map((place, axis) => place - parts[axis] / this.scale);
      from = [event.clientX, event.clientY];
      this.show();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.root.addEventListener(end, () => {
        from = null;
      });
    }
    this.root.addEventListener(
      "click",
      (event) => {
        if (moved) event.preventDefault();
        moved = false;
      },
      { capture: true },
    );
  }

  /* Makes the lines of the entry in hand stand out, and the entries at their other ends. */
  light(link) {
    const key = link?.dataset.key;
    for (const { svg } of this.pictures) {
      const tied = new Set();
      for (const line of svg.querySelectorAll(".line")) {
        const ends = line.dataset.ends.split(" ");
        const isLit = ends.includes(key);
        line.classList.toggle("lit", isLit);
        if (isLit) ends.forEach((end) => tied.add(end));
      }
      for (const other of svg.querySelectorAll("a")) {
        other.classList.toggle("lit", tied.has(other.dataset.key));
      }
    }
  }
}

for (const root of document.querySelectorAll(".zoom")) new Chart(root);
