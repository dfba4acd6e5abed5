// The paragraphs of a draft, one of them active, with the tools that belong to it. On a wide screen
// these stand beside the text, so that no line moves; on a narrow one under their paragraph.

const WIDE = matchMedia("(min-width: 901px)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class List {
  /** Set `moved` to be called whenever another paragraph becomes active. */
  constructor(sheet) {
    Object.assign(this, { sheet, dock: document.querySelector("[data-dock]"), moved: () => {} });
    WIDE.addEventListener("change", () => this.seat());
    sheet.addEventListener("click", (event) => {
      const item = event.target.closest("[data-paragraph]");
      const link = event.target.closest("a");
      if (!item || item === this.item || (link && !link.classList.contains("n"))) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link) event.preventDefault();
      this.activate(item);
    });
    this.renewed({ focus: document.activeElement === document.body });
  }

  get items() {
    return [...this.sheet.querySelectorAll("[data-paragraph]")];
  }

  get item() {
    return this.sheet.querySelector("[data-paragraph].now");
  }

  /** Those just come from the server stand in the text. */
  get tools() {
    return this.sheet.querySelector("[data-tools]") ?? this.dock.querySelector("[data-tools]");
  }

  get active() {
    const words = this.item.querySelector(".words");
    return { at: Number(this.item.dataset.paragraph), words, text: words.querySelector(".text"), isUsable: this.item.dataset.usable === "yes" };
  }

  /** Go up or down by one; false at either end. */
  step(by) {
    const next = this.items[this.items.indexOf(this.item) + by];
    if (next) this.activate(next);
    return Boolean(next);
  }

  activate(item) {
    this.item.classList.remove("now");
    item.classList.add("now");
    history.replaceState(null, "", `${this.sheet.dataset.url}?p=${item.dataset.paragraph}`);
    this.renewed({});
  }

  /** Another paragraph is active, or all of them have come anew from the server. */
  renewed({ focus = true }) {
    this.seat();
    this.show(focus);
    this.moved();
  }

  /** The tools come along to the active paragraph and speak of it. */
  seat() {
    const { tools, item } = this;
    if (!tools) return;
    if (WIDE.matches) this.dock.replaceChildren(tools);
    else item.querySelector(".body").append(tools);
    if (!WIDE.matches) this.dock.replaceChildren();
    tools.querySelector("[data-number]").textContent = item.dataset.paragraph;
    tools.elements.at.value = item.dataset.paragraph;
    for (const button of tools.querySelectorAll("[name=kind]")) {
      button.setAttribute("aria-pressed", String(button.value === item.dataset.kind));
    }
    const use = tools.querySelector("[data-use]");
    use.value = this.active.isUsable ? "drop" : "bring_back";
    use.querySelector("span").textContent = this.active.isUsable ? "leave out" : "bring back";
    tools.querySelector("[value=join]").disabled = item === this.items.at(-1);
    tools.querySelector("[data-edit]").open = false;
    tools.elements.text.value = this.active.text.textContent;
  }

  show(focus) {
    for (const item of this.items) {
      const words = item.querySelector(".words");
      if (item === this.item) words.tabIndex = 0;
      else words.removeAttribute("tabindex");
      const link = item.querySelector("a.n");
      // From the words Tab leads into the tools, not through the numbers of all that follows.
      if (link) link.tabIndex = item === this.item ? 0 : -1;
    }
    if (focus) this.active.words.focus({ preventScroll: true });
    this.item.scrollIntoView({ block: "nearest", behavior: CALM.matches ? "auto" : "smooth" });
  }
}
