/** Each rule of the lint, broken once: a small valid content, one change, and the one line that must come of it. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { ui } from '../src/lib/model/schema.ts';
import { categoriesOf, isPlural, type Category } from '../src/lib/text/plural.ts';
import { formatProblem, lint, type Problem } from '../src/lint/index.ts';
import { readFiles } from '../src/lib/content/files.ts';
import { freshened } from '../src/lib/content/read.ts';
import { partsOf } from '../src/lib/content/stamps.ts';
import { PAGES } from '../src/lint/systems.ts';
import { codeLines } from '../src/lint/translations.ts';

type Files = Record<string, string>;

/** Every word of the site, filled with its own name, so that the fixture follows the schema. */
function wordsOf(part: any, word = 'A word with {code}', lang = 'en'): unknown {
  if (part.shape)
    return Object.fromEntries(
      Object.entries(part.shape)
        .filter(([key]) => !isPlural(part.shape) || categoriesOf(lang).includes(key as Category))
        .map(([key, inner]) => [key, wordsOf(inner, word, lang)]),
    );
  if (part.def.type === 'tuple')
    return part.def.items.map((item: any) => wordsOf(item, word, lang));
  if (part.def.type === 'optional') return wordsOf(part.def.innerType, word, lang);
  if (part.def.type === 'boolean') return true;
  return part.def.type === 'enum' ? part.options[0] : word;
}

const FACTS = `name: Unsupported Data
family: you
ending: frame
senders: [server, client]
reconnect: { policy: after-fix }
otherSide: repeats
definedIn: rfc6455-7.4.1
confusedWith: [1008]
`;

/** The facts of another code: the same but for those that it is taken for. */
const factsOf = (confused: string): string => FACTS.replace('[1008]', confused);

const MEASURED =
  '{"version":1,"date":"2026-01-01","platform":"x","results":[{"implementation":"nobody","version":"1","role":"client","scenario":"tcp.fin","observed":{"codeSent":null,"reasonSent":null,"codeReported":1006,"reason":"","wasClean":null,"exception":null,"tcp":"fin"},"ms":1}]}';

const EN_1003 = `---
answer: The peer got a kind of message that it cannot handle.
means: a message of the wrong kind arrived
situation: A binary message reaches an endpoint that only reads text
inShort: '1003: the peer cannot read this kind of message.'
---
<Description>

Every message is text or binary; an endpoint may read one of them <Source id="rfc6455-7.4.1" />. A rule is <CodeLink to={1008} cause="auth">another code</CodeLink>.

</Description>

<WhenYouSeeIt>

<Notice cause="binary-to-text">The close follows \`send()\` of a Blob</Notice>
<Notice cause="text-to-binary">The close follows \`send()\` of a string</Notice>

</WhenYouSeeIt>

<Fix>

<Cause id="binary-to-text">
<Title>A text-only endpoint got a \`Blob\`</Title>
<Sign>The last row says “Binary Message”.</Sign>
<Remedy side="client">

Send a string <Source id="ws-send" />:

\`\`\`js
// a string
socket.send('text'); // and nothing else
\`\`\`

</Remedy>
<Remedy side="server">Decode the bytes instead of closing.</Remedy>
</Cause>

<Cause id="text-to-binary">
<Title>A binary-only endpoint got text</Title>
<Sign>The row is readable, see <CodeLink to="1003-vs-1008" />.</Sign>
<Remedy side="client">Send bytes.</Remedy>
</Cause>

<NotHelpful>Sending the same message again.</NotHelpful>
<AsSender>Close as soon as the opcode is wrong.</AsSender>

</Fix>
`;

const VI_1003 = `---
title: Kiểu dữ liệu không được hỗ trợ
answer: Phía bên kia nhận loại thông điệp mà nó không xử lý được.
means: có thông điệp sai loại
situation: Đầu cuối chỉ đọc văn bản mà nhận thông điệp nhị phân
inShort: '1003: phía bên kia không đọc được loại thông điệp này.'
translates: STAMP
---
<Description>

Quy định thì dùng <CodeLink to={1008} cause="auth">mã khác</CodeLink>. Mỗi thông điệp là văn bản hoặc nhị phân <Source id="rfc6455-7.4.1" />.

</Description>

<WhenYouSeeIt>

<Notice cause="binary-to-text">Kết nối đóng ngay sau khi \`send()\` một Blob</Notice>
<Notice cause="text-to-binary">Kết nối đóng ngay sau khi \`send()\` một chuỗi</Notice>

</WhenYouSeeIt>

<Fix>

<Cause id="binary-to-text">
<Title>Đầu cuối chỉ đọc văn bản nhận \`Blob\`</Title>
<Sign>Dòng cuối cùng ghi “Binary Message”.</Sign>
<Remedy side="client">

Hãy gửi chuỗi <Source id="ws-send" />:

\`\`\`js
// một chuỗi
socket.send('text'); // không gì khác
\`\`\`

</Remedy>
<Remedy side="server">Giải mã các byte thay vì đóng.</Remedy>
</Cause>

<Cause id="text-to-binary">
<Title>Đầu cuối chỉ đọc nhị phân nhận văn bản</Title>
<Sign>Dòng đó đọc được, xem <CodeLink to="1003-vs-1008" />.</Sign>
<Remedy side="client">Hãy gửi byte.</Remedy>
</Cause>

<NotHelpful>Gửi lại thông điệp cũ.</NotHelpful>
<AsSender>Thấy opcode sai là đóng.</AsSender>

</Fix>
`;

const code1008 = (words: { front: string; one: string }) => `---
${words.front}---

<Description>

${words.one} A.

</Description>

<WhenYouSeeIt>

<Notice cause="auth">${words.one} B</Notice>

</WhenYouSeeIt>

<Fix>

<Cause id="auth">
<Title>${words.one} C</Title>
<Sign>${words.one} D</Sign>
<Remedy side="proxy">${words.one} E</Remedy>
</Cause>

<NotHelpful>${words.one} F</NotHelpful>
<AsSender>${words.one} G</AsSender>

</Fix>
`;

const comparison = (front: string, words: string) => `---
${front}---

<Choose>

<Case code={1003}>${words} A</Case>
<Case code={1008}>${words} B</Case>
<Case code="4000-4999">${words} C</Case>

</Choose>

<Differences>

<Difference>
<Title>${words} D.</Title>
${words} E.
</Difference>

<Difference>
<Title>${words} F.</Title>
${words} G.
</Difference>

<Difference>
<Title>${words} H.</Title>
${words} I.
</Difference>

</Differences>
`;

const RANGE = 'content/codes/4000-4999';
const EN = 'content/codes/1003/en.mdx';
const VI = 'content/codes/1003/vi.mdx';
const FACTS_1003 = 'content/codes/1003/facts.yml';
const PAIR_EN = 'content/comparisons/1003-vs-1008/en.mdx';
const PAIR_VI = 'content/comparisons/1003-vs-1008/vi.mdx';
const SOURCES = 'content/sources/common.yml';
const UI_EN = 'content/ui/en.yml';
const UI_VI = 'content/ui/vi.yml';
const GLOSSARY = 'content/glossary/vi.yml';
const LIBRARY = 'content/libraries/ws.yml';
const PO = 'content/libraries/vi.po';
const SYSTEM = 'content/systems/demo/facts.yml';
const SYSTEM_EN = 'content/systems/demo/en.yml';
const SYSTEM_PO = 'content/systems/demo/vi.po';
const PROGRAM = 'content/codes/1003/reproduce.mjs';
const OUTPUT = 'content/codes/1003/reproduce.out';

/** The text of 1008 or, without its short sentence, of a range. */
const english = (inShort = "inShort: '1008: it broke a rule.'\n") =>
  code1008({
    front: `answer: A rule was broken.\nmeans: a rule was broken\nsituation: A rule forbids it\n${inShort}`,
    one: 'A rule',
  });
const vietnamese = (inShort = "inShort: '1008: nó vi phạm quy định.'\n") =>
  code1008({
    front: `title: Vi phạm quy định\nanswer: Có quy định bị vi phạm.\nmeans: có quy định bị vi phạm\nsituation: Quy định cấm điều đó\n${inShort}translates: STAMP\n`,
    one: 'Quy định',
  });

/** A program and what it prints, which every code has. */
const reproduced = (code: string): Files => ({
  [`content/codes/${code}/reproduce.mjs`]: `console.log(${code});\n`,
  [`content/codes/${code}/reproduce.out`]: `client ${code.split('-')[0]}\n`,
});

/** Stamps every translation that says STAMP with the parts of its English text as they are, or were in the fixture if it cannot be read now. */
const stamped = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (!text.includes('translates: STAMP')) return [path, text];
      const english = path.replace(/\/\w+\.mdx$/, '/en.mdx');
      const facts = path.includes('/codes/') ? path.replace(/\/\w+\.mdx$/, '/facts.yml') : '';
      const unstamped = text.replace(/translates: STAMP\r?\n/, '');
      try {
        return [path, freshened(unstamped, files[english]!, { facts: files[facts] })];
      } catch {
        return [path, freshened(unstamped, FIXTURE[english]!, { facts: FIXTURE[facts] })];
      }
    }),
  );

/** Words of the site in Vietnamese, all fresh, on one line. */
const uiOf = (word: string, lang = 'vi'): string =>
  JSON.stringify({
    ...(wordsOf(ui, word, lang) as object),
    translates: stampsFor(wordsOf(ui)),
  });

/** The stamps of what was read as a whole. */
const stampsFor = (value: unknown): Record<string, string> =>
  Object.fromEntries(partsOf({ value, body: '' }).map(({ name, stamp }) => [name, stamp]));

const FIXTURE: Files = {
  [FACTS_1003]: FACTS,
  [EN]: EN_1003,
  [VI]: VI_1003,
  'content/codes/1008/facts.yml': factsOf('[1003]'),
  'content/codes/1008/en.mdx': english(),
  'content/codes/1008/vi.mdx': vietnamese(),
  [`${RANGE}/facts.yml`]: factsOf('[]'),
  [`${RANGE}/en.mdx`]: english(''),
  [`${RANGE}/vi.mdx`]: vietnamese(''),
  ...reproduced('1003'),
  ...reproduced('1008'),
  ...reproduced('4000-4999'),
  [PAIR_EN]: comparison('verdict: The wrong kind is 1003, a rule is 1008.\n', 'Kind or rule'),
  [PAIR_VI]: comparison(
    'verdict: Sai loại là 1003, quy định là 1008.\ntranslates: STAMP\n',
    'Loại hay quy định',
  ),
  [SOURCES]:
    'ws-send:\n  label: ws\n  title: "ws: send()"\n  url: https://github.com/websockets/ws\n',
  [LIBRARY]: `name: ws
language: JavaScript
homepage: https://github.com/websockets/ws
messages:
  - id: kind
    text: Invalid <kind>
    code: 1003
    cause: binary-to-text
    side: server
    origin: sent
    kind: template
    meaning: The kind of this message is not one it reads
    source: https://github.com/websockets/ws/blob/8e3d8c0/lib/receiver.js#L1
`,
  [PO]: `msgid ""
msgstr "Language: vi\\n"

#. Invalid <kind>
msgctxt "ws/kind"
msgid "The kind of this message is not one it reads"
msgstr "Sai loại"
`,
  [SYSTEM]: `name: Demo
kind: api
homepage: https://example.org
recognised: { hosts: ['*.example.org'] }
read: { date: '2026-01-01', version: example/docs 1a2b3c4 }
sources:
  docs: { title: Demo documentation, url: https://example.org/docs }
codes:
  - { code: 4001, name: No such app, sender: server, retry: after-fix, stated: true, source: docs#L1 }
  - { code: 4002, name: Full, sender: server, retry: later, stated: false, source: docs }
differs:
  - { id: never-sent, code: 4002, source: https://example.org/issues/1 }
`,
  [SYSTEM_EN]: `about: Its server closes the connection with these codes.
codes:
  4001:
    means: The key in the address is unknown.
    do: Compare it with the dashboard's.
  4002:
    means: The server takes no more connections.
differs:
  never-sent: It closes with 1006 instead.
`,
  [SYSTEM_PO]: `msgid ""
msgstr "Language: vi\\n"

msgctxt "4001/do"
msgid "Compare it with the dashboard's."
msgstr "So nó với dashboard."

msgctxt "4001/means"
msgid "The key in the address is unknown."
msgstr "Không có khoá trong địa chỉ."

msgctxt "4002/means"
msgid "The server takes no more connections."
msgstr "Máy chủ không nhận thêm kết nối."

msgctxt "about"
msgid "Its server closes the connection with these codes."
msgstr "Máy chủ đóng kết nối bằng các mã này."

msgctxt "differs/never-sent"
msgid "It closes with 1006 instead."
msgstr "Nó đóng bằng 1006."
`,
  [UI_EN]: JSON.stringify(wordsOf(ui)),
  [UI_VI]: uiOf('Một từ với {code}'),
  [GLOSSARY]: `style: [Write as an engineer does.]
terms:
  - { en: client, own: client, why: that is what engineers say, not: [máy khách] }
${Array.from({ length: 59 }, (_, place) => `  - { en: term ${place}, own: từ, not: [xấu${place}*] }\n`).join('')}`,
};

/** The text with one place changed; a place that is not there is a mistake of the test. */
const edit =
  (path: string, from: string, to: string) =>
  (files: Files): void => {
    assert.ok(files[path]?.includes(from), `${path} has no ${JSON.stringify(from)}`);
    files[path] = files[path]!.replace(from, () => to);
  };
/** The same change in English and Vietnamese, for rules that are not about their difference. */
const both =
  (from: string, to: string) =>
  (files: Files): void =>
    [EN, VI].forEach((path) => edit(path, from, to)(files));
const bothPairs =
  (from: string, to: string) =>
  (files: Files): void =>
    [PAIR_EN, PAIR_VI].forEach((path) => edit(path, from, to)(files));
const write =
  (path: string, text: string) =>
  (files: Files): void =>
    void (files[path] = text);
const remove =
  (path: string) =>
  (files: Files): void =>
    void delete files[path];
const all =
  (...changes: ((files: Files) => void)[]) =>
  (files: Files): void =>
    changes.forEach((change) => change(files));
/** What changes once every translation has its stamps. */
const once =
  (...changes: ((files: Files) => void)[]) =>
  (files: Files): void => {
    Object.assign(files, stamped(files));
    all(...changes)(files);
  };
const addSource = (text: string) => all(write('content/sources/z.yml', text));

function lintAfter(change: (files: Files) => void): Problem[] {
  const files = { ...FIXTURE };
  change(files);
  return lint(stamped(files));
}

const description = 'Every message is text';

/** What is broken, how, in which file the one line must stand, and its telling words. */
const RULES: [
  rule: string,
  change: (files: Files) => void,
  file: string,
  words: string[],
  level?: 'behind' | 'left',
][] = [
  ['a code has its facts', remove(FACTS_1003), FACTS_1003, ['no file', 'write it']],
  [
    'a code has a program',
    remove(PROGRAM),
    PROGRAM,
    ['no file', 'a program that makes 1003 appear', 'write it'],
  ],
  [
    'a program has its output',
    remove(OUTPUT),
    OUTPUT,
    ['no file', 'what reproduce.mjs prints', 'npm run reproduce 1003'],
  ],
  [
    'a program prints something',
    write(OUTPUT, '\n'),
    OUTPUT,
    ['an empty file', 'npm run reproduce 1003'],
  ],
  [
    'the short sentence is of its code',
    edit(EN, '1003: the peer', '1008: the peer'),
    EN,
    ['inShort: "1008: the peer', '1003 as its first word'],
  ],
  [
    'the source of a library does not move',
    edit(LIBRARY, /blob\/[^/]+\//.exec(FIXTURE[LIBRARY]!)![0], 'blob/main/'),
    LIBRARY,
    ['/blob/main/', 'a commit or a tag', 'name the commit'],
  ],
  [
    'a translation has the short sentence too',
    edit(VI, /inShort: '1003.*\n/.exec(VI_1003)![0], ''),
    VI,
    ['no inShort', '1003 as its first word', 'comparisons'],
  ],
  [
    'a code has its short sentence',
    edit(EN, /inShort: '1003.*\n/.exec(EN_1003)![0], ''),
    EN,
    ['no inShort', 'comparisons'],
  ],
  [
    'a range has no short sentence',
    edit(`${RANGE}/vi.mdx`, 'translates:', "inShort: '4000: nó vi phạm quy định.'\ntranslates:"),
    `${RANGE}/vi.mdx`,
    ['inShort', 'none: a range has no composed comparison', 'remove it'],
  ],
  [
    'a program is not that of another code',
    write('content/codes/1008/reproduce.mjs', FIXTURE[PROGRAM]!),
    'content/codes/1008/reproduce.mjs',
    [`the program of ${PROGRAM}`, 'change it'],
  ],
  [
    'an output names its code',
    write(OUTPUT, 'client 1008 "" wasClean=true\n'),
    OUTPUT,
    ['no 1003 in what reproduce.mjs prints', 'npm run reproduce 1003'],
  ],
  [
    'an output of a range names a code of it',
    write(`${RANGE}/reproduce.out`, 'client 5000\n'),
    `${RANGE}/reproduce.out`,
    ['no 4000-4999', 'a code from 4000 to 4999'],
  ],
  [
    'words are not those of English under another name',
    write(UI_VI, uiOf('A word with {code}')),
    UI_VI,
    [
      'name: "A word with {code}", the name of en.yml too',
      ' of ',
      'words as in en.yml',
      'own name',
    ],
  ],
  [
    'words that are still English are counted',
    write(UI_VI, uiOf('A word with {code}').replace('"A word', '"Tên')),
    UI_VI,
    ['words as in en.yml', 'words of this language'],
    'behind',
  ],
  [
    'a library says where it is',
    edit(LIBRARY, 'homepage: https://github.com/websockets/ws\n', ''),
    LIBRARY,
    ['no homepage', 'an https address', 'write it'],
  ],
  [
    'a mistake is told with its line',
    edit(LIBRARY, 'origin: sent', 'origin: peer'),
    LIBRARY,
    ['messages.0.origin: "peer" in line 10', 'one of sent, received, local'],
  ],
  [
    'lines of a program are at most 70 columns',
    write(PROGRAM, `// ${'x'.repeat(68)}\n`),
    PROGRAM,
    ['a line of 71 columns', 'at most 70', 'break it'],
  ],
  [
    'a program is at most 25 lines',
    write(PROGRAM, '// x\n'.repeat(26)),
    PROGRAM,
    ['26 lines', 'at most 25'],
  ],
  [
    'a program has no control characters',
    write(PROGRAM, '// \u0007\n'),
    PROGRAM,
    ['U+0007 in line 1'],
  ],
  [
    'facts satisfy their schema: value',
    edit(FACTS_1003, 'family: you', 'family: me'),
    FACTS_1003,
    ['family: "me"', 'one of ok, you, srv'],
  ],
  [
    'facts satisfy their schema: missing',
    edit(FACTS_1003, 'family: you\n', ''),
    FACTS_1003,
    ['no family', 'one of ok, you'],
  ],
  [
    'facts satisfy their schema: unknown',
    edit(FACTS_1003, 'family: you\n', 'family: you\nwire: true\n'),
    FACTS_1003,
    ['unknown wire', 'only name, registeredAs'],
  ],
  [
    'facts satisfy their schema: inner unknown',
    edit(FACTS_1003, '{ policy: after-fix }', '{ policy: after-fix, when: now }'),
    FACTS_1003,
    ['unknown reconnect.when', 'only policy, min'],
  ],
  [
    'facts satisfy their schema: refinement',
    edit(FACTS_1003, 'ending: frame', 'ending: no-frame'),
    FACTS_1003,
    ['{"ending":"no-frame","senders":["server","client"]}', 'a code has senders if, and only if'],
  ],
  [
    'facts satisfy their schema: a bare date is no text',
    edit(FACTS_1003, 'family: you\n', 'family: you\nregistered: 2021-09-06\n'),
    FACTS_1003,
    ['registered: ', 'string'],
  ],
  [
    'facts are YAML',
    edit(FACTS_1003, 'family: you', 'family: you: me'),
    FACTS_1003,
    ['YAML that cannot be read', 'line 2', 'double quotes'],
  ],
  ['facts are not empty', write(FACTS_1003, ''), FACTS_1003, ['content: nothing', 'object']],
  [
    'facts cite a source that exists',
    edit(FACTS_1003, 'rfc6455-7.4.1', 'rfc-6455'),
    FACTS_1003,
    ['source "rfc-6455"', 'content/sources'],
  ],
  [
    'facts confuse a code that exists',
    edit(FACTS_1003, '[1008]', '[1009]'),
    FACTS_1003,
    ['1009 in confusedWith'],
  ],
  [
    'a message has a source',
    edit(
      LIBRARY,
      '    source: https://github.com/websockets/ws/blob/8e3d8c0/lib/receiver.js#L1\n',
      '',
    ),
    LIBRARY,
    ['no messages.0.source'],
  ],
  [
    'a message has a cause of its code',
    edit(LIBRARY, 'cause: binary-to-text', 'cause: wrong-kind'),
    LIBRARY,
    ['"Invalid <kind>" with cause "wrong-kind"', 'a cause of 1003: binary-to-text'],
  ],
  [
    'a message has a code with a page',
    edit(LIBRARY, 'code: 1003', 'code: 2000'),
    LIBRARY,
    ['with code 2000', 'a code or range'],
  ],
  [
    'a message stands once',
    (files) => {
      const message = files[LIBRARY]!.slice(files[LIBRARY]!.indexOf('  - id'));
      files[LIBRARY] += message.replace('id: kind', 'id: other');
      files[PO] += `\n${files[PO]!.slice(files[PO]!.indexOf('msgctxt')).replace('kind', 'other')}`;
    },
    LIBRARY,
    ['twice', 'each text once'],
  ],
  [
    'the id of a message stands once',
    (files) => {
      const message = files[LIBRARY]!.slice(files[LIBRARY]!.indexOf('  - id'));
      files[LIBRARY] += message.replace('Invalid <kind>', 'Wrong <kind>');
    },
    LIBRARY,
    ['id "kind" twice', 'each id once'],
  ],
  [
    'the id of a message is not the key of the note',
    all(edit(LIBRARY, 'id: kind', 'id: note'), edit(PO, 'ws/kind', 'ws/note')),
    LIBRARY,
    ['messages.0.id: "note"', 'other than "note"'],
  ],
  [
    'a library means something in English only',
    edit(
      LIBRARY,
      'meaning: The kind of this message is not one it reads',
      'meaning: { vi: Sai loại }',
    ),
    LIBRARY,
    ['messages.0.meaning: {"vi":"Sai loại"}', 'string'],
  ],
  [
    'a sentence is translated: no entry',
    write(PO, ''),
    PO,
    ['1 of 1 sentences missing, the first ws/kind', 'write them'],
    'behind',
  ],
  ['a sentence is translated: no file', remove(PO), PO, ['1 of 1 sentences missing'], 'behind'],
  [
    'a sentence is translated: an empty entry',
    edit(PO, 'Sai loại', ''),
    PO,
    ['1 of 1 sentences missing'],
    'behind',
  ],
  [
    'a note is translated',
    edit(
      LIBRARY,
      'messages:',
      'constants: { source: https://example.org, note: It has none, names: {} }\nmessages:',
    ),
    PO,
    ['1 of 2 sentences missing, the first ws/note'],
    'behind',
  ],
  [
    'a translated sentence is that of English as it is now',
    edit(LIBRARY, 'not one it reads', 'not one that it reads'),
    PO,
    [
      'ws/kind of "The kind of this message is not one it reads"',
      'expected "The kind of this message is not one that it reads"',
    ],
    'behind',
  ],
  [
    'a translated sentence has been read',
    edit(PO, 'msgctxt', '#, fuzzy\nmsgctxt'),
    PO,
    ['ws/kind marked fuzzy', 'read it'],
    'behind',
  ],
  [
    'a translated sentence has the key of a sentence',
    (files) => void (files[PO] += '\nmsgctxt "ws/king"\nmsgid "x"\nmsgstr "y"\n'),
    PO,
    ['key "ws/king"', 'library/message'],
  ],
  [
    'a key stands once: with another English sentence',
    (files) => void (files[PO] += '\nmsgctxt "ws/kind"\nmsgid "x"\nmsgstr ""\n'),
    PO,
    ['key "ws/kind" twice', 'each key once'],
  ],
  [
    'a key stands once: with the same English sentence',
    (files) => void (files[PO] += `\n${files[PO]!.slice(files[PO]!.indexOf('msgctxt'))}`),
    PO,
    ['PO that cannot be read', 'Duplicate msgid', 'mend that entry'],
  ],
  [
    'a translated sentence is not English',
    edit(PO, 'Sai loại', 'The kind of this message is not one it reads'),
    PO,
    ['ws/kind in English', 'translate it'],
  ],
  [
    'sentences are PO',
    edit(PO, 'Sai loại', 'Sai "loại"'),
    PO,
    ['PO that cannot be read', 'mend that entry'],
  ],
  [
    'sentences are in a language of the site',
    write('content/libraries/fr.po', ''),
    'content/libraries/fr.po',
    ['language "fr"', 'one of vi', 'content/ui/fr.yml'],
  ],
  [
    'sentences in English stand beside their messages',
    write('content/libraries/en.po', ''),
    'content/libraries/en.po',
    ['language "en"', 'English stands in the file of each library or system'],
  ],
  [
    'a system has its facts',
    remove(SYSTEM),
    SYSTEM,
    ['no file', 'the facts of the system', 'write it'],
  ],
  [
    'a system has its words in English',
    remove(SYSTEM_EN),
    SYSTEM_EN,
    ['no file', 'its words in English', 'write it'],
  ],
  [
    'a system satisfies its schema, with the line of what is wrong',
    edit(SYSTEM, 'retry: later', 'retry: soon'),
    SYSTEM,
    ['codes.1.retry: "soon" in line 10', 'one of never, now, later'],
  ],
  [
    'the words of a system satisfy their schema',
    edit(SYSTEM_EN, 'about: Its server closes the connection with these codes.', 'about: It.'),
    SYSTEM_EN,
    ['about: "It." (3 characters) in line 1', 'at least 10 characters'],
  ],
  [
    'a code of a system stands once',
    edit(
      SYSTEM,
      'differs:',
      '  - { code: 4001, name: Again, sender: server, retry: later, stated: false, source: docs }\ndiffers:',
    ),
    SYSTEM,
    ['code 4001 twice in line 11', 'each once'],
  ],
  [
    'a source of a system exists',
    edit(SYSTEM, 'source: docs }', 'source: docz }'),
    SYSTEM,
    ['source "docz" of 4002 in line 10', 'add the source'],
  ],
  [
    'a common word of a system is of its names',
    edit(SYSTEM, "['*.example.org'] }", "['*.example.org'], common: [demo, stream] }"),
    SYSTEM,
    ['common word "stream" in line 4', 'a word of its name or its aliases'],
  ],
  [
    'what tells of a code was measured',
    edit(
      FACTS_1003,
      'confusedWith',
      'measured: { role: client, scenarios: [tcp.gone] }\nconfusedWith',
    ),
    FACTS_1003,
    ['tcp.gone', 'a scenario of src/lib/model/vocabulary.ts'],
  ],
  [
    'a source of a system is cited',
    edit(SYSTEM, 'codes:', '  code: { title: Its code, url: https://example.org/code }\ncodes:'),
    SYSTEM,
    ['source "code", which nothing cites in line 8', 'cite it or remove it'],
  ],
  [
    'a code of a system has its sentence',
    all(
      edit(SYSTEM_EN, '  4002:\n    means: The server takes no more connections.\n', ''),
      edit(
        SYSTEM_PO,
        'msgctxt "4002/means"\nmsgid "The server takes no more connections."\nmsgstr "Máy chủ không nhận thêm kết nối."\n',
        '',
      ),
    ),
    SYSTEM_EN,
    ['no sentence for 4002 in line 3', 'write it'],
  ],
  [
    'what is to be mended is said',
    all(
      edit(SYSTEM_EN, "    do: Compare it with the dashboard's.\n", ''),
      edit(
        SYSTEM_PO,
        'msgctxt "4001/do"\nmsgid "Compare it with the dashboard\'s."\nmsgstr "So nó với dashboard."\n',
        '',
      ),
    ),
    SYSTEM_EN,
    ['no `do` for 4001 in line 4', 'its retry is after-fix'],
  ],
  [
    'a sentence of a system is about one of its codes',
    all(
      edit(SYSTEM_EN, '  4002:', '  4003:'),
      edit(SYSTEM_PO, '4002/means', '4003/means'),
      edit(SYSTEM, 'code: 4002, name', 'code: 4003, name'),
      edit(SYSTEM_EN, 'differs:', '  4004:\n    means: A sentence of no code.\ndiffers:'),
      (files) =>
        void (files[SYSTEM_PO] +=
          '\nmsgctxt "4004/means"\nmsgid "A sentence of no code."\nmsgstr "Thừa."\n'),
    ),
    SYSTEM_EN,
    ['a sentence for 4004 in line 9', 'only `codes` of facts.yml'],
  ],
  [
    'a difference has its sentence',
    all(edit(SYSTEM_EN, 'differs:\n  never-sent: It closes with 1006 instead.\n', ''), (files) => {
      files[SYSTEM_PO] = files[SYSTEM_PO]!.slice(0, files[SYSTEM_PO]!.indexOf('msgctxt "differs'));
    }),
    SYSTEM_EN,
    ['no sentence for never-sent', 'how they differ'],
  ],
  [
    'the sentences of a system are translated',
    remove(SYSTEM_PO),
    SYSTEM_PO,
    ['5 of 5 sentences missing, the first 4001/do', 'npm run po -- vi'],
    'behind',
  ],
  [
    'a translated sentence that is there but empty is to be written',
    edit(PO, 'msgstr "Sai loại"', 'msgstr ""'),
    PO,
    ['1 of 1 sentences missing, the first ws/kind', 'write their msgstr'],
    'behind',
  ],
  [
    'a translated sentence of a system is that of English as it is now',
    edit(SYSTEM_EN, 'takes no more', 'takes no further'),
    SYSTEM_PO,
    ['4002/means of "The server takes no more', 'expected "The server takes no further'],
    'behind',
  ],
  [
    'a translated sentence of a system has the key of one',
    (files) => void (files[SYSTEM_PO] += '\nmsgctxt "4009/means"\nmsgid "x"\nmsgstr "y"\n'),
    SYSTEM_PO,
    ['key "4009/means"', `of ${SYSTEM_EN}`],
  ],
  [
    'the translations of a system are gettext',
    write('content/systems/demo/vi.yml', 'about: x\n'),
    'content/systems/demo/vi.yml',
    ['a file that nothing reads', 'a .po file for each other language'],
  ],
  [
    'the name of a system is an address',
    (files) => {
      for (const path of [SYSTEM, SYSTEM_EN, SYSTEM_PO]) {
        files[path.replace('demo', 'De_mo')] = files[path]!;
        delete files[path];
      }
    },
    'content/systems/De_mo',
    ['folder "De_mo"', 'lower-case words'],
  ],
  ...Object.entries({
    search: 'the address of a page',
    'systems-2': 'the address of a page',
    'implementations-x': 'the address of a page',
    'demo-codes-2': 'the address of a page',
    which: 'an anchor on the pages of numbers',
    de: 'the address of a language',
    'pt-br': 'the address of a language',
    constants: 'an anchor on the pages of numbers',
  }).map(([id, taken]): (typeof RULES)[number] => [
    `the name of a system is no other address: ${id}`,
    (files) => {
      for (const path of [SYSTEM, SYSTEM_EN, SYSTEM_PO]) {
        files[path.replace('demo', id)] = files[path]!;
        delete files[path];
      }
    },
    `content/systems/${id}`,
    [`folder "${id}", ${taken}`, 'rename it'],
  ]),
  [
    'a source satisfies its schema',
    edit(SOURCES, 'https:', 'http:'),
    SOURCES,
    ['ws-send.url', 'an https address'],
  ],
  [
    'a source has an id of lower-case words',
    all(edit(SOURCES, 'ws-send', 'WS'), both('id="ws-send"', 'id="WS"')),
    SOURCES,
    ['name "WS"', 'lower-case words'],
  ],
  [
    'front matter is YAML',
    edit(EN, 'answer: The', 'answer: "The'),
    EN,
    ['YAML that cannot be read'],
  ],
  ['front matter is there', edit(EN, '---\n', ''), EN, ['no front matter', 'content/README.md']],
  [
    'front matter satisfies its schema: too long',
    edit(EN, 'answer: The', `answer: ${'The '.repeat(50)}`),
    EN,
    ['answer: "The The', 'characters)', 'at most 170 characters'],
  ],
  [
    'front matter satisfies its schema: missing',
    edit(VI, 'means: có thông điệp sai loại\n', ''),
    VI,
    ['no means'],
  ],
  [
    'front matter of a comparison satisfies its schema',
    edit(PAIR_EN, 'verdict: The', 'answer: x\nverdict: The'),
    PAIR_EN,
    ['unknown answer', 'only verdict, translates'],
  ],
  [
    'a translation has a title',
    edit(VI, 'title: Kiểu dữ liệu không được hỗ trợ\n', ''),
    VI,
    ['no title'],
  ],
  [
    'English has no title',
    edit(EN, 'answer: The', 'title: Unsupported\nanswer: The'),
    EN,
    ['title: "Unsupported"', 'facts.yml', 'remove'],
  ],
  [
    'no word of a language is missing',
    edit(UI_VI, '"skip":"Một từ với {code}",', ''),
    UI_VI,
    ['no page.skip', 'write it'],
    'behind',
  ],
  [
    'no English word is missing',
    edit('content/ui/en.yml', '"skip":"A word with {code}",', ''),
    'content/ui/en.yml',
    ['no page.skip', 'write it'],
  ],
  [
    'what a growing language has not yet is counted in one line',
    all(
      edit(UI_VI, '"complete":true', '"complete":false'),
      edit(UI_VI, '"skip":"Một từ với {code}",', ''),
      remove(VI),
      edit(
        LIBRARY,
        'messages:',
        'constants: { source: https://example.org, note: It has none, names: {} }\nmessages:',
      ),
      remove(PO),
    ),
    UI_VI,
    ['1 words', '1 texts', '2 sentences', 'write complete: true'],
    'left',
  ],
  [
    'the words of a language satisfy their schema',
    edit(UI_VI, '"dir":"ltr"', '"dir":"up"'),
    UI_VI,
    ['dir: "up"', 'one of ltr, rtl'],
  ],
  [
    'words have the places of English',
    edit(UI_VI, '"skip":"Một từ với {code}"', '"skip":"Một từ với {cod}"'),
    UI_VI,
    ['page.skip with {cod}', '{code} as in en.yml'],
  ],
  [
    'a number has each form that the language has',
    all(
      edit('content/ui/en.yml', '"results":{"one":"A word with {code}",', '"results":{'),
      (files) => {
        const words = JSON.parse(files[UI_VI]!) as object;
        files[UI_VI] = JSON.stringify({
          ...words,
          translates: stampsFor(JSON.parse(files[UI_EN]!)),
        });
      },
    ),
    'content/ui/en.yml',
    ['search.results without one', 'the forms one, other, as "en" counts'],
  ],
  [
    'a number has no form that the language has not',
    edit(UI_VI, '"results":{', '"results":{"few":"Một từ với {code}",'),
    UI_VI,
    ['search.results with few', 'the forms other, as "vi" counts'],
  ],
  [
    'a form has the places of English, but for the number',
    edit(UI_VI, '"results":{"other":"Một từ với {code}"', '"results":{"other":"Một từ"'),
    UI_VI,
    ['search.results.other with no places', '{code} as in en.yml'],
  ],
  [
    'a folder of codes is a code or a range',
    write('content/codes/1003a/facts.yml', FACTS),
    'content/codes/1003a',
    ['folder "1003a"', 'a range such as 4000-4999'],
  ],
  [
    'a range is in order',
    write('content/codes/2000-1999/facts.yml', FACTS),
    'content/codes/2000-1999',
    ['folder "2000-1999"'],
  ],
  [
    'a code has an English text',
    all(
      write('content/codes/1009/facts.yml', factsOf('[1008]')),
      (files) => void Object.assign(files, reproduced('1009')),
    ),
    'content/codes/1009/en.mdx',
    ['no file', 'the English text'],
  ],
  [
    'a translation has an English text',
    remove(PAIR_EN),
    PAIR_VI,
    ['a translation without English', PAIR_EN],
  ],
  [
    'a translation is in a language of the site',
    write('content/codes/1003/ko.mdx', VI_1003),
    'content/codes/1003/ko.mdx',
    ['language "ko"', 'en, vi', 'content/ui/ko.yml'],
  ],
  [
    'no text says what the glossary forbids',
    edit(VI, 'Gửi lại thông điệp cũ.', 'Gửi lại cho Máy khách.'),
    VI,
    ['"Máy khách" in line 5', '"client", as content/glossary/vi.yml says', 'write that'],
  ],
  [
    'no front matter says what the glossary forbids',
    edit(VI, 'answer: Phía bên kia', 'answer: Máy khách'),
    VI,
    ['"Máy khách" in answer', '"client"'],
  ],
  [
    'no word of the site says what the glossary forbids, whatever its ending',
    edit(UI_VI, '"skip":"Một từ', '"skip":"Xấu7abc'),
    UI_VI,
    ['"Xấu7" in page.skip', '"từ"'],
  ],
  [
    'no sentence of a library says what the glossary forbids',
    edit(PO, 'Sai loại', 'máy khách'),
    PO,
    ['"máy khách" in ws/kind', '"client"'],
  ],
  [
    'no sentence of a system says what the glossary forbids',
    edit(SYSTEM_PO, 'So nó với dashboard.', 'So máy khách với dashboard.'),
    SYSTEM_PO,
    ['"máy khách" in 4001/do', '"client"'],
  ],
  [
    'no short sentence says what the glossary forbids',
    edit(VI, "inShort: '1003: phía bên kia", "inShort: '1003: máy khách"),
    VI,
    ['"máy khách" in inShort', '"client"'],
  ],
  [
    'words say which English they follow',
    (files) =>
      void (files[UI_VI] = files[UI_VI]!.replace(/"translates":\{[^}]*\}/, '"translates":{}')),
    UI_VI,
    ['no stamps', 'a stamp for each group of en.yml', 'npm run fresh -- vi ui --all'],
    'behind',
  ],
  [
    'words whose English has changed are told by their groups',
    edit(UI_EN, '"skip":"A word', '"skip":"Another word'),
    UI_VI,
    ['page changed', 'of en.yml', 'page: en@', 'npm run fresh -- vi ui page'],
    'behind',
  ],
  [
    'a complete language has a glossary',
    remove(GLOSSARY),
    GLOSSARY,
    ['0 terms', 'at least 60', 'content/README.md'],
    'behind',
  ],
  [
    'a glossary satisfies its schema',
    edit(GLOSSARY, 'own: client', 'own: ""'),
    GLOSSARY,
    ['terms.0.own'],
  ],
  [
    'a comparison has the smaller code first',
    all(write('content/comparisons/1008-vs-1003/en.mdx', FIXTURE[PAIR_EN]!)),
    'content/comparisons/1008-vs-1003',
    ['1003-vs-1008, the smaller code first'],
  ],
  [
    'a comparison is of codes that exist',
    all(write('content/comparisons/1003-vs-1009/en.mdx', FIXTURE[PAIR_EN]!)),
    'content/comparisons/1003-vs-1009',
    ['two codes of content/codes'],
  ],
  [
    'a comparison is not of a range',
    all(write('content/comparisons/1003-vs-4000-4999/en.mdx', FIXTURE[PAIR_EN]!)),
    'content/comparisons/1003-vs-4000-4999',
    ['3000-3999-vs-4000-4999'],
  ],

  [
    'no section is missing',
    edit(EN, EN_1003.slice(EN_1003.indexOf('<Fix>')), ''),
    EN,
    ['<Fix> nowhere', 'exactly once'],
  ],
  [
    'no section is doubled',
    edit(EN, '<WhenYouSeeIt>', '<Description>Again.</Description>\n\n<WhenYouSeeIt>'),
    EN,
    ['<Description> 2 times', 'exactly once'],
  ],
  [
    'sections are in order',
    edit(
      EN,
      EN_1003.slice(EN_1003.indexOf('<Description>')),
      EN_1003.slice(EN_1003.indexOf('<WhenYouSeeIt>')) +
        EN_1003.slice(EN_1003.indexOf('<Description>'), EN_1003.indexOf('<WhenYouSeeIt>')),
    ),
    EN,
    ['<Description> after <Fix>', 'Description, WhenYouSeeIt, Fix'],
  ],
  [
    'sections of a comparison are not those of a code',
    edit(PAIR_EN, '<Choose>', '<Description>\n\nText.\n\n</Description>\n\n<Choose>'),
    PAIR_EN,
    ['<Description> directly in the file', 'only Choose, Differences'],
  ],
  [
    'no text outside sections',
    edit(EN, '<WhenYouSeeIt>', 'Some text.\n\n<WhenYouSeeIt>'),
    EN,
    ['text "Some text."', 'inside the sections'],
  ],
  [
    'no code outside sections',
    edit(EN, '<WhenYouSeeIt>', '`code`\n\n<WhenYouSeeIt>'),
    EN,
    ['text "`code`"'],
  ],
  [
    'tags exist',
    edit(EN, '<NotHelpful>', '<Vain />\n<NotHelpful>'),
    EN,
    ['unknown tag <Vain>', 'one of Description, WhenYouSeeIt'],
  ],
  [
    'tags are closed',
    edit(EN, '</Sign>', ''),
    EN,
    ['in line 24', 'a closing tag for `<Sign>`', 'close it'],
  ],
  [
    'tags are opened',
    edit(EN, '<Sign>', ''),
    EN,
    ['in line 24', 'Unexpected closing tag `</Sign>`'],
  ],
  [
    'code blocks are closed',
    edit(EN, 'else\n```', 'else\n'),
    EN,
    ['a code fence in line 29', 'close the block'],
  ],
  [
    'no HTML',
    edit(EN, description, '<b>Every</b> message is text'),
    EN,
    ['HTML <b>', 'no raw HTML'],
  ],
  [
    'no braces in prose',
    edit(EN, description, `${description} {always}`),
    EN,
    ['"{always}', 'in line 9', 'backquotes'],
  ],
  [
    'no loose < in prose',
    edit(EN, description, `${description} <= 3`),
    EN,
    ['in line 9', 'Unexpected character after `<`', '&lt;'],
  ],
  ['no headings', edit(EN, description, `## Text\n\n${description}`), EN, ['a heading in line 9']],
  [
    'no underlined headings',
    edit(EN, description, `Text\n---\n\n${description}`),
    EN,
    ['a heading in line 9'],
  ],
  [
    'no tables',
    edit(EN, description, `| a | b |\n|---|---|\n| 1 | 2 |\n\n${description}`),
    EN,
    ['a table'],
  ],
  [
    'no images',
    edit(EN, description, `![a](https://example.com/a.png) ${description}`),
    EN,
    ['an image'],
  ],
  [
    'a cause has one title',
    edit(EN, '<Title>A binary-only endpoint got text</Title>\n', ''),
    EN,
    ['<Title> nowhere in <Cause id="text-to-binary">', 'exactly once'],
  ],
  [
    'a cause has one sign',
    edit(EN, '<Sign>The row', '<Sign>A row</Sign>\n<Sign>The row'),
    EN,
    ['<Sign> 2 times'],
  ],
  [
    'a cause has a remedy',
    edit(EN, '<Remedy side="client">Send bytes.</Remedy>\n', ''),
    EN,
    ['<Remedy> nowhere', 'at least once'],
  ],
  [
    'a cause begins with its title',
    edit(
      EN,
      '<Title>A binary-only endpoint got text</Title>\n<Sign>The row is readable, see <CodeLink to="1003-vs-1008" />.</Sign>',
      '<Sign>The row is readable, see <CodeLink to="1003-vs-1008" />.</Sign>\n<Title>A binary-only endpoint got text</Title>',
    ),
    EN,
    ['<Title> after <Sign>'],
  ],
  [
    'a title is plain',
    edit(EN, 'got text</Title>', 'got *text*</Title>'),
    EN,
    ['markup in the title', '*text*'],
  ],
  [
    'a sign is one line',
    edit(EN, '<Sign>The row is', '<Sign>The row\nis'),
    EN,
    ['<Sign> over several lines, from line 40'],
  ],
  [
    'a tag has text',
    edit(EN, '<Sign>The last row says “Binary Message”.</Sign>', '<Sign></Sign>'),
    EN,
    ['<Sign> without text'],
  ],
  [
    'several paragraphs have blank lines around them',
    edit(
      EN,
      '<Remedy side="client">Send bytes.',
      '<Remedy side="client">Send bytes.\n\nAnd again.',
    ),
    EN,
    ['in line 41', 'a closing tag for `<Remedy>`', 'blank lines inside'],
  ],
  [
    'a side is client, server or proxy',
    edit(EN, '<Remedy side="server">', '<Remedy side="browser">'),
    EN,
    ['<Remedy side="browser">', '"client", "server" or "proxy"'],
  ],
  [
    'a remedy has a side',
    edit(EN, '<Remedy side="server">', '<Remedy>'),
    EN,
    ['<Remedy>', 'side='],
  ],
  [
    'attributes exist',
    edit(EN, '<Remedy side="server">', '<Remedy side="server" os="linux">'),
    EN,
    ['attribute os', 'only side'],
  ],
  [
    'there is a NotHelpful',
    edit(EN, '<NotHelpful>Sending the same message again.</NotHelpful>\n', ''),
    EN,
    ['<NotHelpful> nowhere in <Fix>'],
  ],
  [
    'there is one AsSender',
    edit(EN, '</AsSender>', '</AsSender>\n<AsSender>And so.</AsSender>'),
    EN,
    ['<AsSender> 2 times', 'exactly once'],
  ],
  [
    'cause ids are words with hyphens',
    edit(EN, '<Cause id="text-to-binary">', '<Cause id="textToBinary">'),
    EN,
    ['<Cause id="textToBinary">', 'lower-case-words-with-hyphens'],
  ],
  [
    'cause ids are not doubled',
    all(
      both('<Cause id="text-to-binary">', '<Cause id="binary-to-text">'),
      both('<Notice cause="text-to-binary">', '<Notice cause="binary-to-text">'),
    ),
    EN,
    ['cause "binary-to-text" twice'],
  ],
  [
    'only notices in WhenYouSeeIt',
    edit(EN, '<WhenYouSeeIt>', '<WhenYouSeeIt>\n\nLook:'),
    EN,
    ['text "Look:"', 'only tags there'],
  ],
  [
    'a notice names a cause',
    both('<WhenYouSeeIt>\n', '<WhenYouSeeIt>\n\n<Notice cause="other">?</Notice>'),
    EN,
    ['<Notice cause="other">, which names no cause', 'binary-to-text, text-to-binary'],
  ],
  [
    'a cause has a notice',
    all(
      edit(
        EN,
        '<Notice cause="text-to-binary">The close follows `send()` of a string</Notice>\n',
        '',
      ),
      edit(
        VI,
        '<Notice cause="text-to-binary">Kết nối đóng ngay sau khi `send()` một chuỗi</Notice>\n',
        '',
      ),
    ),
    EN,
    ['no notice of the cause "text-to-binary"'],
  ],
  [
    'a CodeLink leads to a code',
    both('to={1008} cause="auth"', 'to={1009}'),
    EN,
    ['<CodeLink to="1009">', 'a folder of content/codes'],
  ],
  [
    'a CodeLink leads to a cause',
    both('cause="auth"', 'cause="origin"'),
    EN,
    ['to="1008" cause="origin"', 'a cause of 1008: auth'],
  ],
  [
    'a CodeLink leads to a comparison',
    both('1003-vs-1008', '1003-vs-1009'),
    EN,
    ['<CodeLink to="1003-vs-1009">', 'two codes'],
  ],
  [
    'a CodeLink names the smaller code first',
    both('1003-vs-1008', '1008-vs-1003'),
    EN,
    ['1003-vs-1008, the smaller code first'],
  ],
  [
    'a comparison has no cause',
    both('to="1003-vs-1008"', 'to="1003-vs-1008" cause="auth"'),
    EN,
    ['no cause: a comparison has none'],
  ],
  [
    'a Source exists',
    both('id="rfc6455-7.4.1"', 'id="rfc"'),
    EN,
    ['<Source id="rfc">', 'content/sources'],
  ],
  [
    'a source is defined once',
    addSource(FIXTURE[SOURCES]!),
    'content/sources/z.yml',
    ['source "ws-send", which content/sources/common.yml defines too'],
  ],
  [
    'a source is defined once in its file',
    edit(SOURCES, 'ws-send:', 'ws-send: {}\nws-send:'),
    SOURCES,
    ['YAML', 'unique'],
  ],
  [
    'an address is one source',
    addSource('ws2:\n  label: ws\n  title: Other\n  url: https://github.com/websockets/ws\n'),
    'content/sources/z.yml',
    ['source "ws2" with the address of "ws-send"'],
  ],
  [
    'a title is one source',
    addSource('ws2:\n  label: ws\n  title: "ws: send()"\n  url: https://example.com\n'),
    'content/sources/z.yml',
    ['source "ws2" with the title of "ws-send"'],
  ],
  [
    'a source is cited',
    addSource('ws2:\n  label: ws\n  title: Other\n  url: https://example.com\n'),
    'content/sources/z.yml',
    ['source "ws2", which nothing cites'],
  ],
  [
    'links are https',
    edit(EN, description, `[text](http://example.com) ${description}`),
    EN,
    ['link to "http://example.com"', 'https://'],
  ],
  [
    'bare links are https',
    edit(EN, description, `http://example.com ${description}`),
    EN,
    ['link to "http://example.com"'],
  ],
  [
    'links do not lead to this site',
    edit(EN, description, `[1006](/1006) ${description}`),
    EN,
    ['link to "/1006", an address of this site', '<CodeLink'],
  ],
  [
    'definitions of links do not lead to this site',
    edit(EN, description, `[x]: /1006\n\n${description}`),
    EN,
    ['link to "/1006"'],
  ],
  [
    'code names its language',
    all(
      both('```js', '```'),
      both('// ', '# '),
      edit(EN, '# a string\n', ''),
      edit(VI, '# một chuỗi\n', ''),
      edit(EN, ' // and nothing else', ''),
      edit(VI, ' // không gì khác', ''),
    ),
    EN,
    ['without a language', 'one of js, ts'],
  ],
  [
    'code lines are at most 80 columns',
    edit(EN, '// a string', `// ${'x'.repeat(78)}`),
    EN,
    ['a line of 81 columns', 'at most 80'],
  ],
  [
    'code is at most 14 lines',
    edit(EN, '// a string\n', '// a string\n'.repeat(14)),
    EN,
    ['15 lines', 'at most 14'],
  ],
  [
    'no curly quotes in code',
    edit(EN, '// a string', '// “a” string'),
    EN,
    ['curly quote “', 'in line 30'],
  ],
  [
    'no curly quotes in inline code',
    edit(EN, '`send()` of a string', '`send(“”)` of a string'),
    EN,
    ['curly quote “'],
  ],
  [
    'no control characters',
    edit(EN, description, `\u0007${description}`),
    EN,
    ['U+0007 in line 9'],
  ],
  [
    'no byte order mark',
    edit('content/ui/vi.yml', '{', '\uFEFF{'),
    'content/ui/vi.yml',
    ['U+FEFF in line 1'],
  ],
  ['no tabs in prose', edit(EN, description, `\t${description}`), EN, ['a tab in line 9']],
  [
    'Unicode is NFC',
    edit(VI, 'Hãy gửi byte', 'Hãy gửi byte'.normalize('NFD')),
    VI,
    ['decomposed characters in line', 'NFC'],
  ],

  [
    'a translation has the causes of English',
    edit(VI, '<Cause id="text-to-binary">', '<Cause id="texttobinary">'),
    VI,
    ['cause "texttobinary" in place 2', '"text-to-binary" as in en.mdx', 'permanent'],
  ],
  [
    'a translation has the notices of English',
    edit(VI, '<Notice cause="binary-to-text">', '<Notice cause="text-to-binary">'),
    VI,
    ['notice of cause "text-to-binary" in place 1', '"binary-to-text"'],
  ],
  [
    'a translation has the remedies of English',
    edit(VI, '<Remedy side="server">', '<Remedy side="proxy">'),
    VI,
    ['remedy in <Cause id="binary-to-text"> for side "proxy" in place 2', '"server"'],
  ],
  [
    'a translation has the Sources of English',
    edit(VI, ' <Source id="ws-send" />', ''),
    VI,
    ['Source "ws-send" in <Fix> nowhere', 'once as in en.mdx'],
  ],
  [
    'a translation has the CodeLinks of English',
    edit(VI, '<CodeLink to="1003-vs-1008" />', 'trang so sánh'),
    VI,
    ['CodeLink to "1003-vs-1008" in <Fix> nowhere', 'once as in en.mdx'],
  ],
  [
    'a translation has the code of English',
    edit(VI, "send('text')", "send('văn bản')"),
    VI,
    ['"socket.send(\'văn bản\');" in code block 1', '"socket.send(\'text\');" as in en.mdx'],
  ],
  [
    'a translation has as many code blocks',
    edit(VI, VI_1003.slice(VI_1003.indexOf('```js'), VI_1003.lastIndexOf('```') + 3), ''),
    VI,
    ['0 code blocks', '1 as in en.mdx'],
  ],
  [
    'a translation has stamps',
    edit(VI, 'translates: STAMP\n', ''),
    VI,
    ['no stamps', 'a stamp for each part of en.mdx', 'then npm run fresh -- vi 1003 --all'],
  ],
  [
    'a translation has a stamp for each part',
    edit(VI, 'STAMP', 'en@12345678'),
    VI,
    ['translates: "en@12345678"', 'a stamp for each part of en.mdx', 'fresh -- vi 1003 --all'],
  ],
  [
    'a stamp is well formed',
    once(edit(VI, '  text-to-binary: en@', '  text-to-binary: en@0')),
    VI,
    [
      'translates.text-to-binary: en@0',
      'a stamp, en@ and eight hex digits',
      'npm run fresh -- vi 1003 text-to-binary',
    ],
  ],
  [
    'English has no stamp',
    edit(EN, 'answer: The', 'translates: { answer: en@12345678 }\nanswer: The'),
    EN,
    ['translates', 'English is the source'],
  ],
  [
    'no English paragraph in a translation',
    all(
      edit(EN, 'Send bytes.', 'Send bytes, which a binary endpoint reads.'),
      edit(VI, 'Hãy gửi byte.', 'Send bytes, which a binary endpoint reads.'),
    ),
    VI,
    ['English paragraph "Send bytes, which'],
  ],
  [
    'no English front matter in a translation',
    edit(
      VI,
      'Phía bên kia nhận loại thông điệp mà nó không xử lý được.',
      'The peer got a kind of message that it cannot handle.',
    ),
    VI,
    ['English paragraph "The peer'],
  ],
  [
    'a translation is not English',
    write(
      VI,
      VI_1003.slice(0, VI_1003.indexOf('<Description>')) +
        EN_1003.slice(EN_1003.indexOf('<Description>')),
    ),
    VI,
    ['the English text'],
  ],
  [
    'a comparison has three cases',
    all(edit(PAIR_EN, '<Case code="4000-4999">Kind or rule C</Case>\n', '')),
    PAIR_EN,
    ['<Case> 2 times in <Choose>', 'at least 3 times'],
  ],
  [
    'a comparison has three differences',
    edit(
      PAIR_EN,
      '<Difference>\n<Title>Kind or rule H.</Title>\nKind or rule I.\n</Difference>\n',
      '',
    ),
    PAIR_EN,
    ['<Difference> 2 times', 'at least 3 times'],
  ],
  [
    'a case names a code',
    bothPairs('"4000-4999"', '"4000-4998"'),
    PAIR_EN,
    ['<Case code="4000-4998">', 'a folder of content/codes'],
  ],
  [
    'a translation has the cases of English',
    edit(PAIR_VI, '<Case code={1008}>', '<Case code={1003}>'),
    PAIR_VI,
    ['case of code "1003" in place 2', '"1008"'],
  ],
  [
    'a translation has the differences of English',
    edit(
      PAIR_VI,
      '</Differences>',
      '<Difference>\n<Title>Loại.</Title>\nQuy định.\n</Difference>\n\n</Differences>',
    ),
    PAIR_VI,
    ['difference "4" in place 4', 'none as in en.mdx'],
  ],
  [
    'a comparison repeats no sentence',
    edit(
      PAIR_VI,
      'Loại hay quy định E.',
      'Khác nhau: phía bên kia. Phía bên kia nhận loại thông điệp mà nó không xử lý được!',
    ),
    PAIR_VI,
    ['the sentence "Phía bên kia nhận', 'of 1003'],
  ],
  [
    'a measured implementation belongs to a library',
    write('content/measurements/x.json', MEASURED),
    'content/measurements/x.json',
    ['implementation "nobody"', 'add nobody to measuredAs'],
  ],
  [
    'what a library names was measured',
    all(
      write('content/measurements/x.json', MEASURED.replace('nobody', 'ws')),
      edit(LIBRARY, 'name: ws\n', 'name: ws\nmeasuredAs:\n  ws: ws\n  uws: uWebSockets\n'),
    ),
    LIBRARY,
    ['measuredAs uws, of which nothing was measured', 'remove it, or measure it'],
  ],
  [
    'a place on the pages of codes is of an implementation of the library',
    all(
      write('content/measurements/x.json', MEASURED.replace('nobody', 'ws')),
      edit(LIBRARY, 'name: ws\n', 'name: ws\nmeasuredAs: { ws: ws }\ncodePages: { uws: 1 }\n'),
    ),
    LIBRARY,
    ['codePages uws', 'an implementation of its measuredAs'],
  ],
  [
    'a scenario is known',
    write('content/measurements/x.json', MEASURED.replace('tcp.fin', 'tcp.fun')),
    'content/measurements/x.json',
    ['scenario: "tcp.fun"', 'a scenario of'],
  ],
  [
    'measurements are JSON',
    write('content/measurements/x.json', '{'),
    'content/measurements/x.json',
    ['JSON that cannot be read', 'npm run measure'],
  ],
  ['a translation is there', remove(VI), VI, ['no file', `a translation of ${EN}`], 'behind'],
  ['a translation of a comparison is there', remove(PAIR_VI), PAIR_VI, ['no file'], 'behind'],
  [
    'a translation follows each cause of English',
    once(edit(EN, 'Send bytes.', 'Send an ArrayBuffer.')),
    VI,
    [
      'found text-to-binary changed (lines 16, 38-42 of en.mdx); expected text-to-binary: en@',
      'read that part of both texts again, then npm run fresh -- vi 1003 text-to-binary',
    ],
    'behind',
  ],
  [
    'a translation follows each notice of English',
    once(edit(EN, 'The close follows `send()` of a Blob', 'It closes after `send()` of a Blob')),
    VI,
    ['found binary-to-text changed (lines 15, 22-36 of en.mdx);'],
    'behind',
  ],
  [
    'a translation follows the front matter of English',
    once(edit(EN, 'means: a message', 'means: one message')),
    VI,
    ['found means changed (line 3 of en.mdx); expected means: en@', 'fresh -- vi 1003 means'],
    'behind',
  ],
  [
    'a translation follows the sections of English',
    once(
      edit(EN, 'Every message is text', 'Each message is text'),
      edit(EN, 'Sending the same', 'To send the same'),
      edit(EN, 'Close as soon', 'Close at once'),
    ),
    VI,
    [
      'found Description changed (lines 7-11 of en.mdx), NotHelpful changed (line 44 of en.mdx), AsSender changed',
      'read these parts of both texts again, then npm run fresh -- vi 1003 Description NotHelpful AsSender',
    ],
    'behind',
  ],
  [
    'a translation follows what is new in English',
    once(
      edit(
        EN,
        '</WhenYouSeeIt>',
        '<Notice cause="third">A third notice</Notice>\n\n</WhenYouSeeIt>',
      ),
      edit(
        EN,
        '<NotHelpful>',
        '<Cause id="third">\n<Title>A third</Title>\n<Sign>A sign</Sign>\n<Remedy side="client">A remedy</Remedy>\n</Cause>\n\n<NotHelpful>',
      ),
    ),
    VI,
    ['found third new (lines 18, 46-50 of en.mdx); expected third: en@', 'fresh -- vi 1003 third'],
    'behind',
  ],
  [
    'a translation follows what is gone from English',
    once((files) => {
      const gone =
        /<Notice cause="text-to-binary">.*\n|<Cause id="text-to-binary">[^]*?<\/Cause>\n/g;
      files[EN] = files[EN]!.replace(gone, '');
    }),
    VI,
    [
      'found text-to-binary gone from en.mdx; expected no stamp of it',
      'fresh -- vi 1003 text-to-binary',
    ],
    'behind',
  ],
  [
    'a translation of a comparison follows its parts',
    once(edit(PAIR_EN, 'Kind or rule B', 'Kind or rule, B'), edit(PAIR_EN, 'rule G.', 'rule: G.')),
    PAIR_VI,
    [
      'found Choose changed (lines 5-11 of en.mdx), Difference-2 changed (lines 20-23 of en.mdx)',
      'fresh -- vi 1003-vs-1008 Choose Difference-2',
    ],
    'behind',
  ],
];

test('the fixture is in order', () => assert.deepEqual(lintAfter(() => {}).map(formatProblem), []));

describe('a broken rule is one line', () => {
  for (const [rule, change, file, words, level = 'wrong'] of RULES)
    test(rule, () => {
      const lines = lintAfter(change).map(
        (problem) => `${problem.level} ${formatProblem(problem)}`,
      );
      assert.equal(lines.length, 1, lines.join('\n'));
      assert.ok(lines[0]!.startsWith(`${level} ${file}: found `), lines[0]!);
      for (const word of words) assert.ok(lines[0]!.includes(word), `${lines[0]}\nhas no ${word}`);
    });
});

describe('texts that are as they should be are left alone', () => {
  const FINE: [what: string, change: (files: Files) => void][] = [
    [
      'what the glossary forbids, in code or within another word',
      all(
        edit(VI, 'Gửi lại thông điệp cũ.', 'Gửi lại `máy khách`, siêumáy kháchx.'),
        edit(PO, 'Sai loại', 'Sai `máy khách`'),
      ),
    ],
    [
      'what the glossary forbids, in the id of a source',
      edit(GLOSSARY, '[máy khách]', '[máy khách, send]'),
    ],
    [
      'line ends of Windows',
      (files) =>
        Object.keys(files).forEach((path) => (files[path] = files[path]!.replaceAll('\n', '\r\n'))),
    ],
    [
      'tags, braces and quotes in code',
      edit(EN, description, `\`<Cause id="x">\` \`{ ">" }\` ${description}`),
    ],
    [
      'links to other sites',
      edit(EN, description, `[text](https://example.com/1006) https://example.com ${description}`),
    ],
    [
      'lines of English that are broken elsewhere',
      once(edit(EN, 'may read one of them', 'may\nread one of them')),
    ],
    ['tabs in code', both("socket.send('text');", "\tsocket.send('text');")],
    [
      'a short paragraph that is the same',
      all(
        edit(EN, 'Send bytes.', 'See `ArrayBuffer`, Blob.'),
        edit(VI, 'Hãy gửi byte.', 'See `ArrayBuffer`, Blob.'),
      ),
    ],
    [
      'other files',
      all(write('content/README.md', '<b>\t'), write('content/measurements/ws.txt', '{')),
    ],
  ];
  FINE.push([
    'a system whose name has the form of a language tag and is none',
    (files) => {
      for (const path of [SYSTEM, SYSTEM_EN, SYSTEM_PO]) {
        files[path.replace('demo', 'qq-bot')] = files[path]!;
        delete files[path];
      }
    },
  ]);
  for (const [what, change] of FINE)
    test(what, () => assert.deepEqual(lintAfter(change).map(formatProblem), []));
});

describe('whatever a file holds, the answer is lines', () => {
  const HOSTILE = [
    '',
    '\n',
    '---',
    '---\n---\n',
    '---\n\n---\n<',
    '---\na: *b\n---\n',
    '---\n- 1\n---\n<Fix>',
    '<Fix',
    '</Fix></Fix>',
    '<Fix><Cause><Fix>',
    '```',
    '{',
    '<Source id="" />',
    '\uD800',
    '&a [*a, *a]',
    '[]',
    '1',
    'null',
    '---\na: b\n---\n<Description>\n\n<Fix>\n\n```js\n',
    `---\na: b\n---\n${'<Fix>'.repeat(3000)}`,
    `---\na: b\n---\n${'`'.repeat(9999)}`,
    `<${'a '.repeat(9999)}`,
    'constructor: 1',
    '__proto__: { a: 1 }',
  ];
  for (const text of HOSTILE)
    test(JSON.stringify(text.slice(0, 40)), () => {
      // All that have nothing to do with each other at once: none hides the line of another.
      for (const paths of [[FACTS_1003, SYSTEM, SOURCES], [EN, PAIR_EN, UI_VI, SYSTEM_EN], [VI]]) {
        const problems = lintAfter(all(...paths.map((path) => write(path, text))));
        for (const path of paths)
          assert.ok(
            problems.some(({ file }) => file === path),
            `${path} has no line`,
          );
        for (const problem of problems)
          assert.match(
            formatProblem(problem),
            /^content\/\S+: found [^\n]+; expected [^\n]+; [^\n]+$/,
          );
      }
    });
  test('no files', () => assert.deepEqual(lint({}), []));
});

describe('comments of code are taken out, and nothing else', () => {
  const SAMPLES: [language: string, code: string, lines: string[]][] = [
    ['js', "// a\nf('// no'); // b\n/* c\nd */ g(`//`);", ["f('// no');", ' g(`//`);']],
    ['bash', '# a\necho "# no" $# a#b # b\n## c', ['echo "# no" $# a#b']],
    ['python', "x = '#'  # it's", ["x = '#'"]],
    ['nginx', 'proxy_read_timeout 1h; # an hour', ['proxy_read_timeout 1h;']],
    ['http', 'GET / # no // no', ['GET / # no // no']],
  ];
  for (const [language, code, lines] of SAMPLES)
    test(language, () => assert.deepEqual(codeLines(code, language), lines));
});

test('a line says what was found, what was expected and what to do', () => {
  const [problem] = lintAfter(edit(VI, '<Cause id="text-to-binary">', '<Cause id="texttobinary">'));
  assert.equal(
    formatProblem(problem!),
    'content/codes/1003/vi.mdx: found cause "texttobinary" in place 2; expected "text-to-binary" as in en.mdx; rename it (ids are permanent and the same in every language)',
  );
});

test('a group of words that is missing is told word by word', () => {
  const lines = lintAfter((files) => {
    const { families, ...words } = JSON.parse(files[UI_VI]!);
    files[UI_VI] = JSON.stringify(words);
    assert.ok(families.ok.name);
  }).map(formatProblem);
  assert.ok(
    lines.length >= 12 && lines.some((line) => line.includes('found no families.ok.name;')),
    lines.join('\n'),
  );
});

test('wrong comes before behind', () =>
  assert.deepEqual(
    lintAfter(
      all(
        remove('content/codes/1008/vi.mdx'),
        once(edit(EN, 'Send bytes.', 'Send an ArrayBuffer.')),
        remove(`${RANGE}/facts.yml`),
      ),
    ).map(({ level }) => level),
    ['wrong', 'behind', 'behind'],
  ));

test('no system can take the address of a page of the site', () => {
  const pages = globSync('src/pages/**/*.{astro,ts}', { cwd: join(import.meta.dirname, '..') })
    .map((path) => basename(path).split('.')[0]!)
    .filter((name) => /^[a-z-]+$/.test(name) && name !== 'index');
  assert.ok(pages.includes('link'));
  assert.deepEqual(
    pages.filter((page) => !PAGES.includes(page)),
    [],
  );
});

test('nothing in content/ is wrong', () =>
  assert.deepEqual(
    lint(readFiles(join(import.meta.dirname, '..')))
      .filter(({ level }) => level === 'wrong')
      .map(formatProblem),
    [],
  ));
