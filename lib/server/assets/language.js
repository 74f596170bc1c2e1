// Follows the language of the address: document language, and the frontend's own strings in French.
// Also lets a keyboard scroll a table that is wider than its place, and tells the frontend where its server is and what
// it answers: the frontend would look below the address of the page first, and wait before it looks elsewhere. In the
// view of a link the server is below the prefix of the link, whose cookie goes nowhere else.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin + (location.pathname.match(/^\/v\/[0-9a-f]+(?=\/)/)?.[0] ?? ""),
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
addEventListener("beforeprint", () => {
  const app = document.querySelector("[data-testid=stApp]");
  const [red, green, blue] = app ? getComputedStyle(app).backgroundColor.match(/\d+/g).map(Number) : [255, 255, 255];
  document.documentElement.classList.toggle("dark", red + green + blue < 384);
});
(() => {
  const table = /* TABLE */;
  const rules = table.map(({ within, english, french }) => ({ within, english: new RegExp(`^${english}$`), french }));
  const places = rules.map((rule) => rule.within).filter((place, i, all) => all.indexOf(place) === i).join(",");
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const former = new WeakMap();
  const served = document.documentElement.lang;

  const spoken = ["fr", "en"];
  const asked = () => new URLSearchParams(location.search).get("lang");
  const language = () => (spoken.includes(asked()) ? asked() : served);

  function french(text, element) {
    const rule = rules.find(({ within, english }) => english.test(text) && element.closest(within));
    return rule ? text.replace(rule.english, rule.french) : null;
  }

  // Keeps the English of each place, so that a change of language can give it back.
  function say(holder, name, element, isFrench) {
    const kept = former.get(holder) || {};
    const key = name || "text";
    const last = kept[key];
    const now = name ? holder.getAttribute(name) : holder.nodeValue;
    if (last && last.shown === now && last.isFrench === isFrench) return;
    const english = last && last.shown === now ? last.english : now;
    const said = isFrench ? french(english.trim(), element) : null;
    const shown = said ? english.replace(english.trim(), () => said) : english;
    former.set(holder, { ...kept, [key]: { english, shown, isFrench } });
    if (shown === now) return;
    if (name) holder.setAttribute(name, shown);
    else holder.nodeValue = shown;
  }

  function speak() {
    const isFrench = language() === "fr";
    if (document.documentElement.lang !== language()) document.documentElement.lang = language();
    for (const place of document.querySelectorAll(places)) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) say(walker.currentNode, null, walker.currentNode.parentElement, isFrench);
      for (const element of [place, ...place.querySelectorAll("[aria-label],[title],[placeholder],[alt]")])
        for (const name of attributes) if (element.hasAttribute(name)) say(element, name, element, isFrench);
    }
  }

  function reach() {
    for (const table of document.querySelectorAll("[data-testid=stTable] > div:not([tabindex])"))
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; speak(); reach(); });
  };
  new MutationObserver(soon).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
  addEventListener("popstate", soon);
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...given) { original.apply(this, given); soon(); };
  }
  soon();
})();
