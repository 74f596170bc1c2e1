// Follows the language of the address: document language, and the frontend's own strings in French.
(() => {
  const table = /* TABLE */;
  const rules = table.map(({ within, english, french }) => ({ within, english: new RegExp(`^${english}$`), french }));
  const places = rules.map((rule) => rule.within).filter((place, i, all) => all.indexOf(place) === i).join(",");
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const former = new WeakMap();
  const served = document.documentElement.lang;

  const language = () => new URLSearchParams(location.search).get("lang") || served;

  function french(text, element) {
    const rule = rules.find(({ within, english }) => english.test(text) && element.closest(within));
    return rule ? text.replace(rule.english, rule.french) : null;
  }

  // Keeps the English of each place, so that a change of language can give it back.
  function say(holder, name, element, isFrench) {
    const kept = former.get(holder) || {};
    const now = name ? holder.getAttribute(name) : holder.nodeValue;
    const key = name || "text";
    const english = kept[key] && kept[key].french === now ? kept[key].english : now;
    const wanted = isFrench && english ? french(english.trim(), element) || english : english;
    if (wanted === now || wanted === null) return;
    former.set(holder, { ...kept, [key]: { english, french: wanted } });
    if (name) holder.setAttribute(name, wanted);
    else holder.nodeValue = wanted;
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

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; speak(); });
  };
  new MutationObserver(soon).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
  addEventListener("popstate", soon);
  soon();
})();
