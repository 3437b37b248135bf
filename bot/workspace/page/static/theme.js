// Runs before the page is drawn, so that it never flashes in the other theme.
const root = document.documentElement;
root.style.colorScheme = localStorage.getItem("theme") ?? "";
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  const dark = (root.style.colorScheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.style.colorScheme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.style.colorScheme);
});
