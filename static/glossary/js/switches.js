// The reader's switches in the footer, said by attributes of <html>; remembered where allowed.
for (const button of document.querySelectorAll("[data-switch]")) {
  const key = `no-${button.dataset.switch}`;
  const show = (isOff) => {
    document.documentElement.toggleAttribute(`data-${key}`, isOff);
    button.setAttribute("aria-pressed", !isOff);
  };
  button.addEventListener("click", () => {
    const isOff = button.getAttribute("aria-pressed") === "true";
    show(isOff);
    try {
      localStorage.setItem(key, isOff ? "1" : "");
    } catch {
      /* For this page, then. */
    }
  });
  try {
    show(Boolean(localStorage.getItem(key)));
  } catch {
    /* On, then. */
  }
  button.disabled = false;
}
