/** Every library with its names for codes, and every error message with its code and cause. */
import { codesIn, inEachLanguage, libraries, localeOf } from '../content.ts';
import {
  apiLibrary,
  apiMessage,
  jsonResponse,
  VERSION,
  type ApiMessages,
} from '../lib/publishing/api.ts';
import { meaningOf } from '../lib/model/sentences.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { pageOf } from '../lib/decoder/page.ts';
import { messageUrl } from '../machine.ts';

export const GET = () => {
  const known = [...libraries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const pages = codesIn(SOURCE_LANGUAGE).map(({ id }) => [id] as const);
  const data: ApiMessages = {
    version: VERSION,
    licence: 'CC-BY-4.0',
    libraries: known.map(apiLibrary),
    messages: known.flatMap(({ id, messages }) =>
      messages.map((message) =>
        apiMessage(
          id,
          message,
          messageUrl(localeOf(), pageOf(message.code, pages)!, message.cause),
          inEachLanguage(meaningOf(id, message)),
        ),
      ),
    ),
  };
  return jsonResponse(data);
};
