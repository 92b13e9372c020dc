// Kept conversations: the address follows what is shown, a title becomes a box to type in, deleting
// asks first, an answer is copied, a file is read in, and the list is a drawer on a narrow page.
(() => {
  const labels = window.pageLabels; // from words/
  const TOLD_MS = 2000; // how long "Copied" stands on the button
  const column = () => document.getElementById("history");
  const list = () => document.querySelector("#conversations nav.kept");
  const wanted = () => location.hash.match(/^#c=([0-9a-f]{32})$/)?.[1] ?? "";

  function tell(detail) {
    list()?.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail }));
  }

  // The address -----------------------------------------------------------------------------------

  function noteAddress() {
    const shown = list()?.dataset.shown;
    if (shown === undefined || shown === wanted()) return;
    history.replaceState(history.state, "", shown ? `#c=${shown}` : location.pathname + location.search);
  }

  addEventListener("hashchange", () => {
    if (wanted() && wanted() !== list()?.dataset.shown) tell({ do: "open", id: wanted() });
  });

  // One conversation of the list --------------------------------------------------------------------

  let changing = null; // what is open in the list: {id, title, form, focused, sent}

  function swap(item, kind) {
    close();
    const form = list().querySelector(`template.${kind}`).content.firstElementChild.cloneNode(true);
    const { title } = item.querySelector("a");
    changing = { id: item.dataset.id, title, form, focused: null, sent: false };
    place(item);
    const back = () => {
      const opener = form.parentElement.querySelector(kind === "renaming" ? ".rename" : ".delete");
      close();
      opener.focus();
    };
    form.addEventListener("focusin", (event) => (changing.focused = event.target));
    form.querySelector(".cancel").addEventListener("click", back);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      back();
    });
    return form;
  }

  function place(item) {
    item.classList.add("changing");
    item.append(changing.form);
  }

  function close() {
    changing?.form.parentElement?.classList.remove("changing");
    changing?.form.remove();
    changing = null;
  }

  // The focus goes where it came from, or to what stands first when that has gone.
  function done(item) {
    const here = document.activeElement;
    const lost = here === document.body || changing.form.contains(here);
    close();
    const next = item?.querySelector(".rename") ?? list()?.querySelector("li a") ?? document.getElementById("clear");
    if (lost) next.focus();
  }

  // An answer that ends draws the list anew, and may put another conversation where this one stood.
  function follow() {
    if (!changing) return;
    const { id, title, form, focused, sent } = changing;
    const stood = form.parentElement;
    const item = list()?.querySelector(`li[data-id="${id}"]`);
    // Done: renamed, or gone. What could not be kept stays in its box.
    if (sent && item?.querySelector("a").title !== title) return done(item);
    if (item && stood === item && item.classList.contains("changing")) return;
    stood?.classList.remove("changing");
    form.remove();
    if (!item) return; // it comes back with its conversation
    place(item);
    if (document.activeElement === document.body) focused?.focus();
  }

  function rename(item) {
    const form = swap(item, "renaming");
    const box = form.querySelector("input");
    box.value = changing.title;
    box.select();
    box.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = box.value.trim();
      if (!typed || typed === changing.title) return form.querySelector(".cancel").click();
      changing.sent = true;
      tell({ do: "rename", id: changing.id, title: box.value });
    });
  }

  function remove(item) {
    const question = swap(item, "deleting");
    question.querySelector(".cancel").focus();
    question.querySelector(".sure").addEventListener("click", () => {
      changing.sent = true;
      tell({ do: "delete", id: changing.id });
    });
  }

  // Copy --------------------------------------------------------------------------------------------

  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser has no clipboard for pages; a selected box can still be copied.
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      button.focus();
    }
    const label = button.textContent;
    if (label === labels.copied) return;
    button.textContent = labels.copied;
    setTimeout(() => (button.textContent = label), TOLD_MS);
  }

  // A file ------------------------------------------------------------------------------------------

  async function bringIn(input) {
    const said = document.querySelector(".brought-in");
    const file = input.files[0];
    input.value = "";
    if (!file) return;
    said.textContent = file.size > input.dataset.limit ? input.dataset.tooLarge : labels.bringingIn;
    if (file.size > input.dataset.limit) return;
    try {
      const answer = await fetch("conversations", {
        method: "POST",
        body: file,
        headers: { "Content-Type": "application/octet-stream" },
      });
      const told = await answer.json();
      said.textContent = told.problem ?? "";
      if (told.id) location.hash = `#c=${told.id}`;
    } catch {
      said.textContent = labels.restarted;
    }
  }

  // The drawer --------------------------------------------------------------------------------------

  function drawer(open) {
    const opener = document.getElementById("open-history");
    column().classList.toggle("open", open);
    opener.setAttribute("aria-expanded", open);
    if (open) document.querySelector("#search input").focus();
    else opener.focus();
  }

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    if (at("#close-history")) return drawer(false);
    if (at("#open-history")) return drawer(!column().classList.contains("open"));
    if (column()?.classList.contains("open") && (!at("#history") || at("#conversations a"))) drawer(false);
    if (at("#conversations .rename")) rename(at("li"));
    if (at("#conversations .delete")) remove(at("li"));
    if (at("[data-copy]")) copy(at("[data-copy]"));
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || at("details.menu a")) menu.open = false;
    }
    if (at("[data-do='edit']")) document.querySelector("#question textarea").focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (column()?.classList.contains("open")) drawer(false);
    const menu = event.target.closest?.("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".bring-in input")) bringIn(event.target);
  });

  // The file box has no look of its own: its label is reached and pressed like a button.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(".bring-in input")) event.target.click();
  });

  const drawn = new MutationObserver(() => {
    noteAddress();
    follow();
  });
  const waiting = new MutationObserver(() => {
    const place = document.getElementById("conversations");
    if (!place) return;
    waiting.disconnect();
    drawn.observe(place, { childList: true, subtree: true, attributeFilter: ["data-shown", "data-id", "title"] });
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
