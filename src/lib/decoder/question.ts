/** Did somebody type what they want to know, or paste what a program printed? */
import { toWords, UNSPACED } from './text.ts';

/** A question has few words; a longer text is a paste. */
export const LONGEST_QUESTION = 16;

/** What people do not type: times, brackets, assignments, addresses, names of modules. */
const PRINTED = /[{}[\]<>|\\=]|\d:\d\d|::|->|:\/\/|\w\.\w+\.\w|\.\w+:\d|\n/;

/** Systems whose errors have words and numbers like ours. Cloudflare's error pages use 1000 to 1037. */
const FOREIGN =
  /\b(?:HY000|SQLSTATE|ORA-\d+|SQL ?Server|mysqld?|mariadb|postgres\w*|psql|oracle|db2|redis|mongo\w*|kafka|sqs|smtp|imap|ssh|sshd|grpc|rpc error|docker|npm ERR|git|errno(?!::)|Msg \d+|(?:TS|CS|LNK|C|E)\d{4}|icmp|win32|windows|excel|vba|outlook|\w*steam\w*|raknet|enet|apns|event id|HTTP\/[12]|curl|kernel|systemd|kubectl|No such file|[245]\d\d[ -]\d\.\d\.\d|exit(?:ed)?(?: with)? (?:code|status)|NSURLErrorDomain|kCFErrorDomain\w*|S3|NWTCP\w*|NWConnection|GCDAsyncSocket|CocoaAsyncSocket|CFStream\w*|Tcp(?:Client|Listener)|NetworkStream|amqp\w*|jdbc|Hikari\w*|jedis|lettuce|memcached|zookeeper|cassandra|elasticsearch|ldap|s?ftp|telnet|modbus|bluetooth|openvpn|jenkins|hadoop|etcd|irc|freenode|proxysql|metamask|mqtt|chain ?id|msiexec|ShellExecute|ethjs-query|EthereumRpcError|EADDRINUSE|FML|gradle\w*|maven|mvn|msbuild|nuget|bazel|cmake|conda|dpkg|apt-get|yum|dnf|winget|xcodebuild|cocoapods|testflight|svn|subversion|perforce|ansible|terraform|rsync|scp|pop3|snmp|kerberos|dhcp|nslookup|winsock|rdp|citrix|vmware|vsphere|hyper-v|zigbee|bacnet|modem|airpods?|itunes|icloud|playstation|xbox|nintendo|abap|quickbooks|sharepoint|active directory|urllib3|requests\.exceptions|Connection broken|user (?:rejected|denied))\b|\bLOG: {2}/i;

/** Further than this nobody looks for the name of the system. */
const FAR = 16_000;

/** What compilers, linkers and installers say: the program that would open a connection does not run yet. */
const BUILD =
  /\berror TS\d{4}\b|\berror\[E\d{4}\]|\bfatal error C\d{4}\b|\bundefined reference to\b|", referenced from:|\bdependency (?:resolver|conflicts)\b|\.go:\d+:\d+: undefined: |\bEADDRINUSE\b|\bnpm ERR!|\bmismatched types\b/;

export const isOfBuild = (text: string): boolean => BUILD.test(text.slice(0, FAR));

export const isForeign = (text: string): boolean => FOREIGN.test(text.slice(0, FAR));

/** How many words a text has. Where no space stands between them, particles are cut off as words too: two count as one. */
export const lengthInWords = (text: string): number => {
  const { words } = toWords(text);
  return words.reduce((sum, word) => sum + (UNSPACED.test(word) ? 0.5 : 1), 0);
};

/** Is the text a question in words, and not of another system? */
export function isQuestion(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= 160 &&
    !PRINTED.test(trimmed) &&
    !isForeign(trimmed) &&
    lengthInWords(trimmed) <= LONGEST_QUESTION
  );
}

/** Cloudflare's error pages are numbered 1000 to 1037 too: `Error 1006 Access denied`, `error code: 1015`. */
const CLOUDFLARE =
  /\berror(?: code)?:? ?10[0-3]\d\b(?=[^]{0,200}(?:cloudflare|access denied|rate limited|banned|ray id|owner of this website))|cloudflare[^]{0,80}\berror(?: code)?:? ?10[0-3]\d\b|\berror code: 10[0-3]\d\s*$/i;

/** Is it what an error page of Cloudflare says? Its numbers are no close codes, unless the text speaks of a WebSocket too. */
export const isErrorPageOfCloudflare = (text: string): boolean =>
  CLOUDFLARE.test(text.slice(0, 4_000)) && !/web ?socket|close code/i.test(text);
