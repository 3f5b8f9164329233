/**
 * A decision tree, drawn: a row for each step and each answer, in order of the text, and the lines that join them. Words stand in the
 * rows, as HTML, which wraps them; only the lines are SVG. From each step a trunk runs down along its answers. An answer that is a cause or an outcome
 * branches off towards its words; one that leads on leaves on the other side, in a lane of its own, and arrives at its step.
 */
import type { GuideSection } from '../text/guide.ts';

/** Height of a row, in rem: two lines of a narrow column. */
export const ROW = 3.25;
/** Distance of the trunk from the edge, and between two lanes, in rem. */
export const TRUNK = 2.25;
const LANE = 0.5;
/** Radius of a step's circle, and how far a branch goes, in rem. */
export const CIRCLE = 0.8;
const BRANCH = 0.9;

/** A straight line from one point to another, in rem. */
export interface Line {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The lines of a tree. */
export interface Tree {
  /** Height of the drawing, in rem. */
  height: number;
  /** Trunks, branches and lanes. */
  lines: Line[];
  /** The circles of the steps: y of each, in rem. */
  circles: number[];
  /** Tips of arrows; `down` into a circle from above, else from the side. */
  tips: { x: number; y: number; down: boolean }[];
}

/** A way from an answer to a step that is not simply the next row. */
interface Jump {
  from: number;
  to: number;
}

/** The lane of each jump, 0 nearest to the trunk: two that pass the same row never share one. Shorter ones stay nearer. */
function lanesOf(jumps: readonly Jump[]): Map<Jump, number> {
  const lanes = new Map<Jump, number>();
  for (const jump of jumps.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const taken = [...lanes]
      .filter(([other]) => other.from <= jump.to && jump.from <= other.to && other.to !== jump.to)
      .map(([, lane]) => lane);
    lanes.set(
      jump,
      [...lanes.keys()].map((_, lane) => lane).find((lane) => !taken.includes(lane)) ?? lanes.size,
    );
  }
  return lanes;
}

/** The drawing of these steps. @param steps each with its answers; `next` names a later one */
export function treeOf(steps: readonly Pick<GuideSection, 'id' | 'answers'>[]): Tree {
  const first = steps.map((_, place) =>
    steps.slice(0, place).reduce((rows, { answers }) => rows + 1 + answers.length, 0),
  );
  const y = (row: number) => (row + 0.5) * ROW;
  const lines: Line[] = [];
  const tips: Tree['tips'] = [];
  const jumps: Jump[] = [];
  steps.forEach(({ answers }, place) => {
    const start = first[place]!;
    answers.forEach(({ next }, index) => {
      const row = start + 1 + index;
      const target = first[steps.findIndex(({ id }) => id === next)];
      const isLast = index === answers.length - 1;
      const down = isLast && target === row + 1;
      if (target === undefined || down)
        lines.push({ x1: TRUNK, y1: y(row), x2: TRUNK + BRANCH, y2: y(row) });
      else jumps.push({ from: row, to: target });
      if (isLast) {
        const end = down ? y(target!) - CIRCLE : y(row);
        lines.push({ x1: TRUNK, y1: y(start) + CIRCLE, x2: TRUNK, y2: end });
        if (down) tips.push({ x: TRUNK, y: end, down: true });
      }
    });
  });
  const lanes = lanesOf(jumps);
  for (const jump of jumps) {
    const x = TRUNK - CIRCLE - LANE * (lanes.get(jump)! + 1);
    const end = TRUNK - CIRCLE;
    lines.push(
      { x1: TRUNK, y1: y(jump.from), x2: x, y2: y(jump.from) },
      { x1: x, y1: y(jump.from), x2: x, y2: y(jump.to) },
      { x1: x, y1: y(jump.to), x2: end, y2: y(jump.to) },
    );
    tips.push({ x: end, y: y(jump.to), down: false });
  }
  const rows = steps.reduce((sum, { answers }) => sum + 1 + answers.length, 0);
  return { height: rows * ROW, lines, circles: first.map(y), tips };
}
