/** Makes what the decoder knows of systems from the content, once a build. */
import { wholeName, type KnownSystem, type SystemsData } from './systems.ts';
import type { System } from '../model/system.ts';
import { inOrder, ownNumbers, usesByNumber } from '../model/systems.ts';
import { toWords } from './text.ts';

/** A system with its facts. */
export interface SystemFacts {
  id: string;
  facts: System;
}

/**
 * What is loaded when somebody types a private number or the name of a system.
 * @param registered ids of the codes that have a page of their own, whoever uses them
 */
export function buildSystemsData(
  systems: readonly SystemFacts[],
  registered: readonly string[],
): SystemsData {
  return {
    systems: inOrder(systems).map(({ id, facts }): KnownSystem => {
      const { hosts, subprotocols, packages, messages, aliases, common } = facts.recognised;
      return {
        id,
        name: facts.name,
        ...(hosts && { hosts }),
        ...(subprotocols && { protocols: subprotocols }),
        ...(packages && { packages }),
        ...(messages && { messages }),
        ...(aliases && { aliases }),
        ...(common && { common }),
        codes: facts.codes.map(({ code, name, reason }) =>
          reason === undefined || reason === name ? [code, name] : [code, name, reason],
        ),
      };
    }),
    pages: ownNumbers(usesByNumber(systems), (id) => registered.includes(id)),
  };
}

/** Words that many systems share tell none of them; a name may be that of a family. */
const MOST_SHARED = 2;
const SHORTEST = 3;
/** Parts of names that stand in every log: of no system in particular. What is one system's own is `recognised.common` of its facts. */
const PLAIN = new Set(
  'api app apps connect bot bots client com cloud code core chat data github gateway http https java js json live manager market mobile net node org plugin plugins proxy push python relay remote sdk server service services session socket stream streaming sync system voice video web websocket websockets work works www live agent agents auth api unity google amazon aws azure apache open protocol relays media event events sub error exec rpc room index door pro connection connections closed home global speech cognitive studio channel channels handler tunnel messaging exchange transcription forwarding hybrid infrastructure indexer replicator rendezvous and any'.split(
    ' ',
  ),
);

/**
 * The words by which a text may show a system, with spaces between: where it holds one of them, the systems are loaded.
 * @param texts that any WebSocket program may print: their words show no system
 */
export function systemWords(systems: readonly SystemFacts[], texts: readonly string[]): string {
  const common = new Set(texts.flatMap((text) => toWords(text).words));
  const ids = new Set(
    systems.flatMap(({ id, facts }) => [...toWords(`${id} ${facts.name}`).words]),
  );
  /** Libraries of messages are systems too: SignalR, Phoenix. */
  const isName = (word: string) => ids.has(word) && !PLAIN.has(word) && word.length > 4;
  const counts = new Map<string, number>();
  for (const { facts } of systems) {
    // What a program printed asks for the systems anyway: these are the words that somebody types.
    const { subprotocols = [], aliases = [] } = facts.recognised;
    const words = [facts.name, ...subprotocols, ...aliases].flatMap((text) => toWords(text).words);
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const kept = new Set(
    [...counts]
      .filter(
        ([word, count]) =>
          (count <= MOST_SHARED || isName(word)) &&
          word.length >= SHORTEST &&
          !PLAIN.has(word) &&
          (!common.has(word) || isName(word)) &&
          !/^\d/.test(word),
      )
      .map(([word]) => word),
  );
  // `Azure Relay`: where each word of a name is one of every log, the whole of it, typed by itself, still asks for that system.
  const plainNames = systems
    .map(({ facts }) => toWords(facts.name).words)
    .filter((name) => !name.some((word) => kept.has(word)))
    .map(wholeName);
  return [...kept, ...plainNames].sort().join(' ');
}
