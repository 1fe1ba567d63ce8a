// A few entities and the lines between them → places of their own, by stress majorisation, as layout.py
// does for all: what has been singled out should not be strewn over the places it has among thousands.

const LENGTH = 130;
const STEPS = 150;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** ids, pairs of ids, and the box {width, height} of an id → Map of id to {x, y}; the same for the same input. */
export function arrange(ids, pairs, boxOf) {
  const row = new Map(ids.map((id, i) => [id, i]));
  const neighbours = ids.map(() => []);
  for (const [a, b] of pairs) {
    neighbours[row.get(a)].push(row.get(b));
    neighbours[row.get(b)].push(row.get(a));
  }
  const far = ids.map((_, i) => distances(neighbours, i));
  const longest = Math.max(1, ...far.flat().filter(Number.isFinite));
  const points = ids.map((_, i) => {
    const radius = LENGTH * 0.6 * Math.sqrt(i + 0.5);
    return [radius * Math.cos(i * GOLDEN_ANGLE), radius * Math.sin(i * GOLDEN_ANGLE)];
  });
  for (let step = 0; step < STEPS; step++) {
    for (let i = 0; i < ids.length; i++) {
      let [x, y, total] = [0, 0, 0];
      for (let j = 0; j < ids.length; j++) {
        if (i === j) continue;
        // Parts that no line joins are kept a little apart, and weakly.
        const joined = Number.isFinite(far[i][j]);
        const ideal = LENGTH * (joined ? far[i][j] : longest / 2 + 0.8);
        const pull = (joined ? 1 : 0.3) / ideal ** 2;
        const [dx, dy] = [points[i][0] - points[j][0], points[i][1] - points[j][1]];
        const distance = Math.hypot(dx, dy) || 1e-6;
        x += pull * (points[j][0] + (ideal * dx) / distance);
        y += pull * (points[j][1] + (ideal * dy) / distance);
        total += pull;
      }
      if (total) points[i] = [x / total, y / total];
    }
  }
  turn(points);
  pushApart(points, ids.map(boxOf));
  return new Map(ids.map((id, i) => [id, { x: Math.round(points[i][0]), y: Math.round(points[i][1]) }]));
}

function distances(neighbours, start) {
  const found = neighbours.map(() => Infinity);
  found[start] = 0;
  const queue = [start];
  for (const node of queue) {
    for (const other of neighbours[node]) {
      if (found[other] !== Infinity) continue;
      found[other] = found[node] + 1;
      queue.push(other);
    }
  }
  return found;
}

/** The longest direction goes across the page, and the first of all is on the left. */
function turn(points) {
  const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / (points.length || 1));
  let [xx, yy, xy] = [0, 0, 0];
  for (const point of points) {
    const [x, y] = [point[0] - middle[0], point[1] - middle[1]];
    [xx, yy, xy] = [xx + x * x, yy + y * y, xy + x * y];
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const point of points) {
    const [x, y] = [point[0] - middle[0], point[1] - middle[1]];
    [point[0], point[1]] = [x * cos + y * sin, y * cos - x * sin];
  }
  if (points.length && points[0][0] > 0) for (const point of points) point[0] = -point[0];
}

function pushApart(points, boxes) {
  for (let attempt = 0; attempt < 200; attempt++) {
    let hit = false;
    for (let i = 0; i < points.length; i++) {
      for (let j = i + 1; j < points.length; j++) {
        const [dx, dy] = [points[j][0] - points[i][0], points[j][1] - points[i][1]];
        const overX = (boxes[i].width + boxes[j].width) / 2 - Math.abs(dx);
        const overY = (boxes[i].height + boxes[j].height) / 2 - Math.abs(dy);
        if (overX <= 0.5 || overY <= 0.5) continue;
        hit = true;
        const axis = overX < overY ? 0 : 1;
        const push = (Math.min(overX, overY) / 2 + 0.6) * ((axis ? dy : dx) >= 0 ? 1 : -1);
        points[i][axis] -= push;
        points[j][axis] += push;
      }
    }
    if (!hit) return;
  }
}
