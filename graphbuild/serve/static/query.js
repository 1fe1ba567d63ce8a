"use strict";
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
  copyEndpointOnNewTab: true,
  persistenceId: null,
});
const named = document.getElementById("named");
fetch("/queries").then((found) => found.json()).then((queries) => {
  for (const query of queries) {
    const option = document.createElement("option");
    option.value = query.text;
    option.textContent = `${query.name}: ${query.title}`;
    named.append(option);
  }
});
named.addEventListener("change", () => {
  if (!named.value) return;
  const tab = yasgui.getTab();
  tab.setQuery(named.value);
  tab.query();
});
