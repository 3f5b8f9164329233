/** The decoder and its search in scripts without spaces, with marks that are letters, with letters that have two cases too many. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildLanguageData, buildSharedData, type DecoderWords } from '../src/lib/decoder/build.ts';
import { joinData } from '../src/lib/decoder/data.ts';
import { createDecoder } from '../src/lib/decoder/decoder.ts';
import { toWords } from '../src/lib/decoder/text.ts';
import { fold } from '../src/lib/text/fold.ts';

describe('marks go where readers do without them, and stay where they make another letter', () => {
  for (const [text, expected] of [
    ['Mã đóng Bất thường', 'ma dong bat thuong'],
    ['Größe überschritten', 'grosse uberschritten'],
    ['BAĞLANTI KESİLDİ ılık', 'baglanti kesildi ilik'],
    ['Соединение ещё', 'соединение еще'],
    ['إِغْلاق الإتصال', 'اغلاق الاتصال'],
  ] as const)
    test(text, () => assert.equal(fold(text), expected));
  for (const [one, other] of [
    ['が', 'か'],
    ['बंद', 'बद'],
    ['ปิด', 'ปด'],
    ['мой', 'мои'],
    ['닫힘', '닫히'],
  ] as const)
    test(`${one} is not ${other}`, () => assert.notEqual(fold(one), fold(other)));
  test('a letter and its mark apart are the letter', () =>
    assert.equal(fold('が닫й'.normalize('NFD')), fold('が닫й')));
});

describe('words of scripts without spaces', () => {
  for (const [text, word] of [
    ['接続が切断されました', '切断'],
    ['连接已断开', '连接'],
    ['ปิดการเชื่อมต่อ', 'ปิด'],
  ] as const)
    test(`${text} has the word ${word}`, () => assert.ok(toWords(text).words.includes(word)));
  test('each word stands where it says', () => {
    const { text, words, start, end } = toWords('WebSocketの接続が60秒で切断');
    assert.deepEqual(
      words.map((_, place) => text.slice(start[place], end[place]).toLowerCase()),
      words,
    );
  });
  test('Hindi words keep their vowels', () =>
    assert.deepEqual(toWords('सर्वर ने बंद किया').words, ['सर्वर', 'ने', 'बंद', 'किया']));
});

/** Two causes, what is typed to find the first, and what to find the second. */
interface Case {
  titles: [idle: string, limit: string];
  words?: DecoderWords;
  finds: [idle: string, limit: string][];
}

const LANGUAGES: Record<string, Case> = {
  ja: {
    titles: ['プロキシのアイドルタイムアウト', 'メッセージが大きすぎる'],
    words: {
      synonyms: [['タイムアウト', '無通信', '切断']],
      words: {
        stop: ['の', 'が', 'に', 'で', 'を', 'さ', 'れ', 'る', 'ます'],
        connection: ['接続', '切断'],
        or: ['と', 'か'],
        unit: ['秒'],
      },
    },
    finds: [
      ['無通信で切断される', 'メッセージが大きい'],
      ['ﾌﾟﾛｷｼのﾀｲﾑｱｳﾄ', 'ﾒｯｾｰｼﾞが大きすぎる'],
    ],
  },
  zh: {
    titles: ['代理的空闲超时', '消息太大'],
    words: {
      synonyms: [['空闲', '闲置']],
      words: { stop: ['的', '后', '被'], connection: ['连接', '断开'] },
    },
    finds: [['代理闲置后断开', '消息太大被关闭']],
  },
  th: {
    titles: ['พร็อกซีหมดเวลาเมื่อไม่มีข้อมูล', 'ข้อความใหญ่เกินไป'],
    words: { words: { connection: ['เชื่อมต่อ'] } },
    finds: [['พร็อกซีหมดเวลา', 'ส่งข้อความใหญ่']],
  },
  hi: {
    titles: ['प्रॉक्सी का निष्क्रिय समय समाप्त', 'संदेश बहुत बड़ा है'],
    words: { words: { connection: ['कनेक्शन'] } },
    finds: [['प्रॉक्सी निष्क्रिय', 'बड़ा संदेश']],
  },
  ar: {
    titles: ['انتهت مهلة الخمول في الوكيل', 'الرسالة كبيرة جدا'],
    words: { words: { connection: ['اتصال'], prefixes: ['ال', 'وال', 'بال'] } },
    finds: [['مُهلة خمول الوكيل', 'رسالة كبيرة']],
  },
  tr: {
    titles: ['Vekil sunucunun boşta kalma süresi', 'İleti sınırı aşıldı'],
    words: { words: { connection: ['bağlantı'], endings: ['nun', 'si', 'i', 'ı'] } },
    finds: [['VEKİL BOŞTA KALMA', 'ILETI SINIRI asildi']],
  },
  ko: {
    titles: ['프록시의 유휴 시간 초과', '메시지가 너무 크다'],
    words: {
      words: {
        connection: ['연결'],
        websocket: ['웹소켓', '웹 소켓'],
        endings: ['의', '가', '이', '를', '에서'],
      },
    },
    finds: [['프록시에서 유휴 시간 초과', '메시지 너무 크다']],
  },
  fr: {
    titles: ["Délai d'inactivité du proxy", 'Message trop grand'],
    words: { words: { connection: ['connexion'], elided: ['l', 'd', 'qu'] } },
    finds: [["l'inactivité", 'd’un message trop grand']],
  },
};

const PAGES = [
  { id: '1006', name: 'Abnormal Closure', title: 'Abnormal Closure' },
  { id: '1009', name: 'Message Too Big', title: 'Message Too Big' },
];

function decoderOf({ titles, words = {} }: Case) {
  const causes = [
    { page: '1006', id: 'proxy-idle', title: 'Idle timeout', notices: [], sign: '' },
    { page: '1009', id: 'limit', title: 'A limit', notices: [], sign: '' },
  ];
  // Words weigh by how rare they are: a handful of causes would make all of them common.
  for (let place = 0; place < 30; place += 1)
    causes.push({
      page: '1006',
      id: `other-${place}`,
      title: `other ${place}`,
      notices: [],
      sign: '',
    });
  const own = causes.map((cause, place) => ({ ...cause, title: titles[place] ?? cause.title }));
  return createDecoder(
    joinData(
      buildSharedData([], PAGES, causes, {}),
      buildLanguageData(own, causes, words, 'xx.yml'),
      PAGES,
    ),
  );
}

for (const [lang, of] of Object.entries(LANGUAGES))
  describe(`symptoms in ${lang}`, () => {
    const decoder = decoderOf(of);
    for (const [idle, limit] of of.finds) {
      test(idle, () => assert.equal(decoder.symptoms(idle)[0]?.cause, 'proxy-idle'));
      test(limit, () => assert.equal(decoder.symptoms(limit)[0]?.cause, 'limit'));
    }
  });

describe('numbers among the words of a language', () => {
  const { numbersIn } = decoderOf(LANGUAGES.ja!);
  for (const [text, numbers] of [
    ['1006', '1006'],
    ['コード１００６', '1006'],
    ['1006と1008', '1006 1008'],
    ['3000秒後に切断', ''],
  ] as const)
    test(text, () =>
      assert.deepEqual(numbersIn(text).normalize('NFKC').match(/\d+/g)?.join(' ') ?? '', numbers),
    );
});

test('WebSocket in the letters of a language is a sign of it', () => {
  const asked = '새로고침하면 서버에 자꾸 찍히는 것이 1001 인데 웹소켓 문제인가요';
  assert.equal(decoderOf(LANGUAGES.ko!).numbersIn(asked).match(/\d+/)?.[0], '1001');
  assert.equal(decoderOf(LANGUAGES.ja!).numbersIn(asked), '');
});
