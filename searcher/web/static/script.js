// The pages work without this script. It adds keys, and answers while the user types.
"use strict";

const box = document.getElementById("q");
let current = -1;

function hits() {
  return [...document.querySelectorAll(".hit, .paragraph.found, .exchanges > li")];
}

function go(step) {
  const all = hits();
  if (!all.length) return;
  all[current]?.classList.remove("current");
  current = Math.min(Math.max(current + step, 0), all.length - 1);
  const one = all[current];
  one.classList.add("current");
  one.scrollIntoView({ block: "center" });
  one.querySelector("a")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && document.activeElement === box) box.blur();
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "/") { event.preventDefault(); box.focus(); box.select(); }
  if (event.key === "j") go(1);
  if (event.key === "k") go(-1);
});

// The counts of many paragraphs are slower than the answer, so they come after it.
async function counts() {
  const link = document.querySelector(".counts a[data-counts]");
  if (!link) return;
  const answer = await fetch(link.href + "&shown=" + link.dataset.counts);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const facets = page.getElementById("facets");
  if (!facets || !link.isConnected) return;
  link.closest(".counts").prepend(facets);
  delete link.dataset.counts;
}
counts();

let asking = null;
let timer = 0;

async function ask() {
  const words = box.value.trim();
  if (!words) return;
  asking?.abort();
  asking = new AbortController();
  const parameters = new URLSearchParams(location.pathname === "/search" ? location.search : "");
  parameters.set("q", words);
  parameters.delete("page");
  const address = "/search?" + parameters;
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return; // half a query need not be one: Enter shows the error
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.querySelector("footer").replaceWith(page.querySelector("footer"));
    document.title = page.title;
    counts();
    history.replaceState(null, "", address);
    current = -1;
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

if (location.pathname === "/" || location.pathname === "/search") {
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
}
