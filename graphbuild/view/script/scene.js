// The scene that the page holds, as `scene.py` wrote it, and what follows from it once and for all.

export const scene = JSON.parse(document.getElementById("scene").textContent);
export const { entities, sentences, articles, predicates } = scene;

// What goes without saying is left out of the file: see `_sparse` in scene.py.
export const relations = scene.relations.map((relation) => ({
  place: null,
  time: null,
  status: "Affirmed",
  ...relation,
  mentions: relation.mentions.map((mention) => ({ polarity: "Positive", modality: "Actual", by: [], ...mention })),
}));

export const weight = scene.nodes.map((node) => node.weight);
export const byWeight = scene.nodes.map((node) => node.id).sort((a, b) => weight[b] - weight[a] || a - b);

export const relationsOf = entities.map(() => []); // those in which an entity is agent or recipient
export const placedAt = entities.map(() => []); // those that happened there
relations.forEach((relation, number) => {
  for (const entity of new Set([...relation.agents, ...relation.recipients])) relationsOf[entity].push(number);
  if (relation.place !== null) placedAt[relation.place].push(number);
});

/** One line for each pair of entities that a relation joins: {id, from, to, relations}. */
export const lines = scene.edges;
export const linesOf = entities.map(() => []);
for (const line of lines) {
  linesOf[line.from].push(line.id);
  linesOf[line.to].push(line.id);
}

export const entityById = new Map(entities.map((entity, number) => [entity.id, number]));
export const labelOf = (entity) => entities[entity].label;
export const proven = (relation) => relation.status === "Affirmed";
export const isPost = (entity) => entities[entity].kind === "Position";

/** The numbers of the articles that a relation is read from, each once. */
export const articlesOf = (relation) => [...new Set(relation.mentions.map((mention) => sentences[mention.sentence].article))];

/** The line that stands for a relation, if possible one at `near`; undefined where both sides are one entity. */
export function lineOf(number, near = relations[number].agents[0]) {
  const joins = (id) => lines[id].relations.includes(number);
  const id = linesOf[near].find(joins) ?? linesOf[relations[number].agents[0]].find(joins);
  return id === undefined ? undefined : lines[id];
}
