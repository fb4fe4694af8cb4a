// Asks before leaving a form with unsaved changes.
const form = document.querySelector("#content-main form[method=post]");
if (form) {
  // A form that came back with questions holds what is not saved yet.
  let dirty = Boolean(document.querySelector(".errornote"));
  for (const name of ["input", "change"]) form.addEventListener(name, () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
