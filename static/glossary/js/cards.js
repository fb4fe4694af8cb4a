// A card beside a mention of an entry, for pointers that hover and for the keyboard.
const FETCH = 150,
  SHOW = 500,
  CLOSE = 300,
  GAP = 6,
  EDGE = 8;
const root = document.documentElement;
const card = document.getElementById("card");
const [body, status] = card.children;
const [link, says, kind, off] = body.children;
const edition = document.body.dataset.edition;
let known = new Map();
try {
  known = new Map(JSON.parse(sessionStorage.getItem(`cards.${edition}`)));
} catch {
  /* None, then. */
}

// What the pointer and the keyboard are at: a mention, the card, or neither.
const at = { pointer: null, keyboard: null };
let wanted, waiting, shown, leaving;

const isAt = (node) => at.pointer === node || at.keyboard === node;
const pause = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });

// The entry; null where the server cannot say, undefined where it cannot be asked.
async function read(slug, signal) {
  if (known.has(slug)) return known.get(slug);
  const answer = await fetch(
    card.dataset.address.replace("slug", () => slug),
    { signal },
  ).catch(() => {});
  const entry = answer && (answer.ok ? await answer.json().catch(() => null) : null);
  if (entry) {
    known.set(slug, entry);
    try {
      if (edition) sessionStorage.setItem(`cards.${edition}`, JSON.stringify([...known]));
    } catch {
      /* For this page, then. */
    }
  }
  return entry;
}

function fill(entry) {
  link.href = shown.href;
  link.textContent = entry?.name ?? shown.textContent;
  says.textContent = entry?.definition ?? card.dataset.nothing;
  kind.textContent = entry ? `${entry.level} · ${entry.category}` : "";
  body.hidden = false;
  status.textContent = "";
}

// Below the mention or above it, never over it, and within the window.
function place() {
  const box = shown.getBoundingClientRect();
  card.style.maxHeight = "";
  const below = root.clientHeight - box.bottom - GAP - EDGE,
    above = box.top - GAP - EDGE;
  const isBelow = card.offsetHeight <= below || below >= above;
  card.style.maxHeight = `${Math.max(below, above, 120)}px`;
  const line = [...shown.getClientRects()].at(isBelow ? -1 : 0);
  const { direction, paddingLeft } = getComputedStyle(card);
  const indent = parseFloat(paddingLeft);
  const start = direction === "rtl" ? line.right + indent - card.offsetWidth : line.left - indent;
  const top = isBelow ? box.bottom + GAP : box.top - GAP - card.offsetHeight;
  card.style.left = `${Math.max(EDGE, Math.min(start, root.clientWidth - card.offsetWidth - EDGE))}px`;
  card.style.top = `${top + scrollY}px`;
}

function forget() {
  waiting?.abort();
  wanted = null;
}

function hide() {
  clearTimeout(leaving);
  shown = leaving = null;
  card.hidePopover();
}

function close() {
  forget();
  hide();
}

async function want(mention) {
  if (mention === shown || mention === wanted || root.hasAttribute("data-no-cards")) return;
  forget();
  wanted = mention;
  const { signal } = (waiting = new AbortController());
  const slug = mention.pathname.split("/").at(-2);
  const answer = pause(FETCH).then(() => signal.aborted || read(slug, signal));
  const [entry] = await Promise.all([answer, pause(SHOW)]);
  if (signal.aborted || entry === undefined) return;
  hide();
  wanted = null;
  shown = mention;
  fill(entry);
  card.showPopover();
  place();
}

function come(way, target) {
  const node = (target && target.closest("a.term, .card")) || null;
  if (at[way] === node) return;
  at[way] = node;
  if (node && node !== card) want(node);
  if (wanted && !isAt(wanted)) forget();
  if (isAt(shown) || isAt(card)) {
    clearTimeout(leaving);
    leaving = null;
  } else if (shown) leaving ??= setTimeout(hide, CLOSE);
}

// Tab leads from the mention through the card and on, Shift+Tab back, Escape to the mention.
function pressed(event) {
  if (!shown || event.isComposing) return;
  const stops = body.hidden ? [shown] : [shown, link, off];
  const place = stops.indexOf(document.activeElement);
  const next = stops[place + (event.shiftKey ? -1 : 1)];
  if (event.key === "Escape") {
    event.stopPropagation();
    if (place > 0) shown.focus();
    close();
  } else if (event.key !== "Tab" || place < 0) return;
  else if (next) next.focus();
  else if (place) {
    // The browser goes on from the mention.
    shown.focus();
    return hide();
  } else return;
  event.preventDefault();
}

function start() {
  document.addEventListener(
    "pointerover",
    ({ pointerType, target }) => pointerType === "touch" || come("pointer", target),
  );
  root.addEventListener("pointerleave", () => come("pointer"));
  document.addEventListener("focusin", ({ target }) =>
    come("keyboard", target.matches(":focus-visible") && target),
  );
  document.addEventListener("focusout", ({ relatedTarget }) => relatedTarget || come("keyboard"));
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("pointerdown", ({ target }) => card.contains(target) || close());
  addEventListener("resize", () => shown && place());
  addEventListener("pagehide", close);
  off.addEventListener("click", () => {
    if (document.activeElement === off) shown.focus();
    document.querySelector("[data-switch=cards]").click();
    body.hidden = true;
    status.textContent = card.dataset.gone;
    place();
  });
}

if (card.showPopover) start();
