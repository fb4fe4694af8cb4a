// Shows the slug the server proposes for a name, while the slug was neither stored nor edited.
for (const slug of document.querySelectorAll("input[data-slug-of]")) {
  const name = document.getElementById(slug.dataset.slugOf);
  let ours = slug.value === "";
  let timer = null;
  let latest = 0;
  if (!name) continue;

  async function propose() {
    const number = ++latest;
    const address = `${slug.dataset.slugUrl}?name=${encodeURIComponent(name.value)}`;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || number !== latest || !ours) return;
    slug.value = (await answer.json()).slug;
  }

  name.addEventListener("input", () => {
    if (!ours) return;
    clearTimeout(timer);
    timer = setTimeout(propose, 250);
  });
  slug.addEventListener("input", () => {
    ours = slug.value === "";
  });
}
