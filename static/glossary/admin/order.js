// Ordering the rows of an inline by dragging or by buttons; what is saved is the visible number.
const words = document.getElementById("order-words")?.dataset ?? {};

function start(group) {
  const fieldset = group.querySelector("fieldset.orderable");
  if (!fieldset) return;
  const live = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  live.setAttribute("role", "status");
  group.append(live);
  group.classList.add("is-orderable");

  const rows = () => [...fieldset.querySelectorAll(".inline-related:not(.empty-form)")];
  const input = (row) => row.querySelector("[name$='-position']");
  const title = (row) => row.querySelector("[name$='-title']");
  const isBlank = (row) =>
    !row.classList.contains("has_original") &&
    [...row.querySelectorAll("[name$='-title'], [name$='-description']")].every(
      (field) => !field.value.trim(),
    );

  function number() {
    let position = 0;
    for (const row of rows()) {
      const field = input(row);
      if (!field || isBlank(row)) continue;
      position += 1;
      if (field.value !== String(position)) field.value = position;
    }
    const all = rows();
    all.forEach((row, index) => {
      // Stored rows show their title, new ones their position.
      const label = row.querySelector(".inline_label");
      if (label && !row.classList.contains("has_original")) label.textContent = `#${index + 1}`;
      const [up, down] = row.querySelectorAll(".order-tools button");
      if (!up) return;
      up.disabled = index === 0;
      down.disabled = index === all.length - 1;
    });
  }

  // Django counts on stored rows bearing the first indices, wherever they stand.
  function reindex() {
    const prefix = group.id.replace(/-group$/, "");
    const pattern = new RegExp(`${prefix}-\\d+`);
    const all = rows();
    const isStored = (row) => row.classList.contains("has_original");
    [...all.filter(isStored), ...all.filter((row) => !isStored(row))].forEach((row, index) => {
      for (const node of [row, ...row.querySelectorAll("[id], [name], [for], [aria-describedby]")])
        for (const key of ["id", "name", "for", "aria-describedby"])
          if (node.hasAttribute(key))
            node.setAttribute(key, node.getAttribute(key).replace(pattern, `${prefix}-${index}`));
    });
  }

  function moved(row) {
    number();
    const all = rows();
    const name = title(row)?.value || words.row;
    live.textContent = words.moved
      .replace("{name}", name)
      .replace("{position}", all.indexOf(row) + 1)
      .replace("{count}", all.length);
    input(row)?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A moved frame loads anew: the row stays where it is in its parent's memory and its neighbor goes.
  function move(row, step, button) {
    const all = rows();
    const other = all[all.indexOf(row) + step];
    if (!other) return;
    if (step < 0) row.after(other);
    else row.before(other);
    moved(row);
    const target = button.disabled ? row.querySelector(".order-tools button:not(:disabled)") : button;
    target?.focus();
  }

  function button(label, sign, act) {
    const made = Object.assign(document.createElement("button"), {
      type: "button",
      textContent: sign,
      title: label,
    });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => act(made));
    return made;
  }

  function equip(row) {
    if (row.querySelector(".order-tools") || !input(row)) return;
    const tools = Object.assign(document.createElement("span"), { className: "order-tools" });
    const handle = Object.assign(document.createElement("span"), {
      className: "order-handle",
      textContent: "⠿",
      title: words.drag,
    });
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("pointerdown", () => {
      row.draggable = true;
    });
    handle.addEventListener("pointerup", () => {
      row.draggable = false;
    });
    tools.append(
      handle,
      button(words.up, "↑", (made) => move(row, -1, made)),
      button(words.down, "↓", (made) => move(row, 1, made)),
    );
    row.querySelector("h3").prepend(tools);
    row.addEventListener("dragstart", (event) => {
      if (!row.draggable) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      row.classList.add("is-dragged");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      row.classList.remove("is-dragged");
      moved(row);
    });
    row.addEventListener("dragover", (event) => {
      const dragged = fieldset.querySelector(".is-dragged");
      if (!dragged) return;
      event.preventDefault();
      if (dragged === row) return;
      const box = row.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) {
        if (row.previousElementSibling !== dragged) row.before(dragged);
      } else if (row.nextElementSibling !== dragged) row.after(dragged);
    });
    row.addEventListener("drop", (event) => {
      if (fieldset.querySelector(".is-dragged")) event.preventDefault();
    });
  }

  const refresh = () => {
    rows().forEach(equip);
    number();
  };
  refresh();
  fieldset.addEventListener("input", (event) => {
    if (!event.target.name?.endsWith("-position")) number();
  });
  document.addEventListener("formset:added", refresh);
  // After Django has renumbered the rows as they stand.
  document.addEventListener("formset:removed", () =>
    setTimeout(() => {
      reindex();
      refresh();
    }),
  );
}

document.querySelectorAll(".inline-group[data-inline-type=stacked]").forEach(start);
