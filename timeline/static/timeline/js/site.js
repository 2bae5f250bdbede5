// What a script can add: open facets outlive a swap, copying, printing, and keys for moving about.
// Everything works without it; the buttons that need it are hidden until it runs.
"use strict";
(() => {
  const announce = (text) => {
    let live = document.getElementById("announce");
    if (!live) {
      live = document.createElement("p");
      live.id = "announce";
      live.className = "vh";
      live.setAttribute("role", "status");
      document.body.append(live);
    }
    live.textContent = text;
  };

  const showButtons = (root) => {
    for (const button of root.querySelectorAll("button.needs-script[hidden]")) {
      const copies = "copy" in button.dataset || "copyCard" in button.dataset;
      button.hidden = copies && !navigator.clipboard;
    }
  };
  showButtons(document);

  // Facets that the reader opened or closed stay so when the results are swapped.
  let open = new Map();
  let pressed = null; // what had the focus, and how far down the window it stood
  document.addEventListener("htmx:beforeSwap", () => {
    open = new Map([...document.querySelectorAll("#timeline details[id]")].map((d) => [d.id, d.open]));
    const active = document.activeElement.closest("#timeline *");
    pressed = active && { id: active.id, top: active.getBoundingClientRect().top };
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const [id, wasOpen] of open) {
      const details = document.getElementById(id);
      if (details) details.open = wasOpen;
    }
    showButtons(document);
    keepPlace();
    const tally = document.querySelector("#timeline .tally");
    if (tally) announce(tally.textContent);
  });

  // What was pressed stays under the hand where it is still there; where it is gone (a chip, the next
  // page) the focus goes to the results and not to the top of the page.
  const keepPlace = () => {
    const again = pressed && document.getElementById(pressed.id);
    if (again) window.scrollBy(0, again.getBoundingClientRect().top - pressed.top);
    else if (pressed && document.activeElement === document.body) {
      const results = document.getElementById("results");
      if (results) results.focus({ preventScroll: true });
    }
    pressed = null;
  };

  // Back leads to the link that was followed, not only to the place on the page.
  const place = () => `focus ${location.pathname}${location.search}`;
  const links = () => [...document.querySelectorAll("a[href]")];
  const focusAgain = () => {
    let [id, at] = ["", -1];
    try { [id, at] = JSON.parse(sessionStorage.getItem(place())) || [id, at]; } catch { /* nowhere to keep it */ }
    const link = (id && document.getElementById(id)) || links()[at];
    if (link) link.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    try { sessionStorage.setItem(place(), JSON.stringify([link.id, links().indexOf(link)])); } catch { /* nowhere to keep it */ }
  }, true);
  document.addEventListener("htmx:historyRestore", () => {
    showButtons(document);
    focusAgain();
  });
  window.addEventListener("pageshow", (event) => {
    const [entry] = performance.getEntriesByType("navigation");
    if (!event.persisted && entry && entry.type === "back_forward") focusAgain();
  });

  // A facet that is shown whole can be searched, where it is long.
  const LONG = 10;
  const sought = new Map();
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const seek = (field) => {
    const words = plain(field.value.trim());
    const choices = [...field.closest(".facet").querySelectorAll("li")];
    for (const choice of choices) choice.hidden = !plain(choice.textContent).includes(words);
    sought.set(field.id, field.value);
    return choices.filter((choice) => !choice.hidden).length;
  };
  const offerSearch = () => {
    for (const facet of document.querySelectorAll(".facet.is-whole")) {
      if (facet.querySelector("input") || facet.querySelectorAll("li").length <= LONG) continue;
      const field = document.createElement("input");
      field.type = "search";
      field.id = `search-${facet.id}`;
      field.autocomplete = "off";
      const name = facet.querySelector("summary").firstChild.textContent.trim();
      field.placeholder = `Find in ${name.toLowerCase()}`;
      field.setAttribute("aria-label", field.placeholder);
      field.value = sought.get(field.id) || "";
      facet.querySelector("ul").before(field);
      if (field.value) seek(field);
    }
  };
  offerSearch();
  document.addEventListener("htmx:afterSettle", offerSearch);
  document.addEventListener("htmx:historyRestore", offerSearch);
  document.addEventListener("input", (event) => {
    if (event.target.matches(".facet input[type=search]")) announce(`${seek(event.target)} found`);
  });

  // A link that only changes the selection changes the timeline, not the page. One listener for the
  // hundred links of a page, which htmx would otherwise prepare one by one before the first paint.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#timeline a[href]");
    if (!link || !window.htmx || event.defaultPrevented || event.button) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = new URL(link.getAttribute("href"), location.href);
    if (address.origin !== location.origin || address.pathname !== "/") return;
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { source: link, event }).catch(() => {}); // told below
  });

  // An answer that is an error page is shown as the page it is; so is that there is no answer.
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }

  const cardText = (card) => {
    // Words of somebody else than the head says come with their speaker, as on the card.
    const words = [...card.querySelectorAll(".words > .quotation:not(.is-other)")].flatMap((q) => {
      const whose = q.previousElementSibling;
      const said = whose && whose.matches(".whose") ? [whose.innerText.trim()] : [];
      return [...said, `“${q.innerText.trim()}”`];
    });
    const head = card.querySelector(".card-head").innerText.replace(/\s+/g, " ").trim();
    const source = card.querySelector(".source").innerText.replaceAll("\u2060", "").replaceAll("\u00a0", " ").trim();
    const link = card.querySelector(".date a");
    return `${words.join("\n")}\n— ${head}. ${source}\n${link ? link.href : location.href}`;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-card], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) {
      window.print();
      return;
    }
    const card = button.closest(".passage-card");
    await navigator.clipboard.writeText(button.dataset.copy || cardText(card));
    announce("Copied");
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 1500);
  });

  // Keys: / searches, j and k walk the cards, ? lists them. They can be switched off for good.
  const OFF = "keys-off";
  const isOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const template = document.getElementById("keys-list");
  // The list is made when it is first asked for.
  const listKeys = () => {
    if (!document.getElementById("keys")) document.body.append(template.content.cloneNode(true));
    const list = document.getElementById("keys");
    list.querySelector("input").checked = !isOff();
    list.showModal();
  };
  const walk = (step) => {
    const links = [...document.querySelectorAll(".passage-card .date a, .table-words a, .line-head a")];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
    if (next) next.focus();
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (event.key === "/") {
      const search = document.getElementById("q");
      if (!search) return;
      const filters = document.getElementById("filters");
      if (filters) filters.open = true;
      search.focus();
    } else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "?" && template) listKeys();
    else return;
    event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#keys input")) return;
    try { event.target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { /* nowhere to keep it */ }
  });
  if (template) {
    document.getElementById("open-keys").hidden = false;
    document.addEventListener("click", (event) => { if (event.target.closest("#open-keys")) listKeys(); });
  }
})();
