/** The parts of a guide: steps, which make a decision tree, the outcomes that it leads to, and what stands behind them. */
import { passageOf, type Passage } from './entry.ts';
import { allOf, readMdx, valueOf, type Tag } from './mdx.ts';

/** An answer to the question of a step. */
export interface Answer {
  /** Markdown of one line: code and plain words. */
  text: string;
  /** The step or the outcome that it leads to, by its id; else the cause that it is. */
  next: string | undefined;
  to: string;
  cause: string;
}

/** A section of a guide. */
export interface GuideSection {
  /** Words with hyphens, permanent, the same in every language: its anchor. */
  id: string;
  /** Markdown of one line. */
  title: string;
  /** What stands between title and answers. */
  text: Passage;
  /** Of a step, in order; none of a part. */
  answers: Answer[];
}

/** What a program sends: the end of a way through the steps. */
export interface Outcome extends GuideSection {
  /** The code or range, by its id; undefined where none is sent: then it has a title. */
  code: string | undefined;
  /** The reason text, never translated; empty where the program chooses number and reason. */
  reason: string;
}

/** A guide, cut. */
export interface GuideParts {
  steps: GuideSection[];
  outcomes: Outcome[];
  parts: GuideSection[];
  /** Ids of the sources that it cites, each once, in order of first use. */
  sources: string[];
}

/** Cuts a guide's body into its sections. @throws MdxError for a text that cannot be read */
export function guideParts(body: string): GuideParts {
  const { root, text } = readMdx(body);
  const inside = (tag: Tag) => text.slice(tag.innerStart, tag.innerEnd).trim();
  const section = (tag: Tag): GuideSection => {
    const [title, answers] = ['Title', 'Answers'].map((name) => allOf(tag, name)[0]);
    const whole = passageOf(tag, { text });
    return {
      id: valueOf(tag, 'id'),
      title: title ? inside(title) : '',
      text: {
        ...whole,
        start: title?.end ?? whole.start,
        end: answers?.start ?? whole.end,
        nodes: tag.nodes.filter(({ start }) => start !== title?.start && start !== answers?.start),
      },
      answers: allOf(tag, 'Answer').map((answer) => ({
        text: inside(answer),
        next: valueOf(answer, 'next') || undefined,
        to: valueOf(answer, 'to'),
        cause: valueOf(answer, 'cause'),
      })),
    };
  };
  return {
    steps: allOf(root, 'Step').map(section),
    outcomes: allOf(root, 'Outcome').map((tag) => ({
      ...section(tag),
      code: valueOf(tag, 'code') || undefined,
      reason: valueOf(tag, 'reason'),
    })),
    parts: allOf(root, 'Part').map(section),
    sources: [...new Set(allOf(root, 'Source').map((tag) => valueOf(tag, 'id')))],
  };
}
