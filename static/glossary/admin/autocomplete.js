// Gives Select2's boxes the accessible names it leaves out. Runs after Django has built them.
let count = 0;

function name(select) {
  const label = select.labels?.[0];
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `select2-label-${++count}`;
  const shown = box.querySelector(".select2-selection__rendered");
  if (shown) shown.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", shown ? `${label.id} ${shown.id}` : label.id);
}

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
const soon = () => setTimeout(nameAll);
if (document.readyState === "complete") soon();
else addEventListener("load", soon);
document.addEventListener("formset:added", soon);
window.django?.jQuery(document).on("select2:open", (event) => {
  const box = event.target.nextElementSibling?.querySelector(".select2-selection");
  box?.setAttribute("aria-controls", box.getAttribute("aria-owns"));
  const field = document.querySelector(".select2-container--open .select2-search__field");
  field?.setAttribute("aria-label", event.target.labels?.[0]?.textContent.replace(/:\s*$/, "").trim() ?? "");
});
