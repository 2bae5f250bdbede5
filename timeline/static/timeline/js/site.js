// What a swap of the results must not lose: which facets stand open. Everything else works without.
"use strict";
(() => {
  let open = new Map();

  document.addEventListener("htmx:beforeSwap", () => {
    open = new Map([...document.querySelectorAll("#timeline details[id]")].map((d) => [d.id, d.open]));
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, wasOpen] of open) {
      const details = document.getElementById(id);
      if (details) details.open = wasOpen;
    }
  });
})();
