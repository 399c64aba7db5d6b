/** Rules of Cdns: headers of answers, how long they are kept, and the object that answers. They run in order. */

import { CACHE_CONTROL, type CachedPath, type CdnProps, EVERY_PATH, type Header } from '../../../constructs/cdn';
import type { Rule } from '../edge/rule-set';

/** A path, with what browsers are told of it. */
export interface WithHeaders extends CachedPath {
  readonly headers: readonly Header[];
}

export interface Caching {
  /** Every other path. @default - as the route says */
  readonly others?: WithHeaders | undefined;
  /** The longest first. */
  readonly paths: readonly WithHeaders[];
  readonly compress: boolean;
  /** Seconds for which an answer is kept that does not say how long. @default - as long as Front Door likes */
  readonly unsaid?: number;
}

/** Those of every answer, which no path has otherwise: five at most, as a rule has actions. */
export function headersRule(headers: readonly Header[]): Rule | undefined {
  const actions = headers.filter(({ name }) => name !== CACHE_CONTROL).map(overwrite);
  return actions.length === 0 ? undefined : { actions: { responseHeaderAction: actions } };
}

/** The last that fits a path counts: that of the longest. */
export const cachingRules = ({ others, paths, ...caching }: Caching): Record<string, Rule> =>
  Object.fromEntries(
    [...(others ? [others] : []), ...[...paths].reverse()].map((kept) => [
      `caching-${kept.id}`,
      { ...(kept.path !== EVERY_PATH && { conditions: fitting(kept.path) }), actions: keep(kept, caching) },
    ]),
  );

export function keep(
  { seconds, queryParameters, headers }: WithHeaders,
  { compress, unsaid }: Pick<Caching, 'compress' | 'unsaid'>,
): Rule['actions'] {
  const kept = { ...keysOf(queryParameters), compressionEnabled: compress };
  const control = headers.filter(({ name }) => name === CACHE_CONTROL).map(overwrite);
  return {
    routeConfigurationOverrideAction:
      seconds === 0 ? { cacheBehavior: 'Disabled' } : { ...kept, ...behaviourOf(seconds, unsaid) },
    ...(control.length > 0 && { responseHeaderAction: control }),
  };
}

/** Which object of a container answers: the first rule that fits is the last that runs. */
export function objectRules(container: string, { index, fallback }: Objects): Record<string, Rule> {
  const answer = (path: string): Rule['actions'] => ({
    urlRewriteAction: { sourcePattern: '/', destination: `/${container}${path}`, preserveUnmatchedPath: false },
  });
  const stop = { behaviorOnMatch: 'Stop' } as const;
  return {
    index: { ...stop, conditions: AT_ROOT, actions: answer(index) },
    ...(fallback !== undefined && {
      fallback: { ...stop, conditions: { urlFileExtensionCondition: [{ ...EMPTY }] }, actions: answer(fallback) },
    }),
    container: {
      actions: {
        urlRewriteAction: { sourcePattern: '/', destination: `/${container}/`, preserveUnmatchedPath: true },
      },
    },
  };
}

type Objects = Pick<Extract<CdnProps['origin'], { readonly bucket: string }>, 'index' | 'fallback'>;

/** A text of less than one character. */
const EMPTY = { operator: 'LessThan', matchValues: ['1'] };

/** The path `/`. */
export const AT_ROOT: Rule['conditions'] = { urlPathCondition: [{ ...EMPTY }] };

const overwrite = ({ name: headerName, value }: Header) => ({ headerAction: 'Overwrite', headerName, value });

function keysOf(parameters: CachedPath['queryParameters']) {
  if (parameters === 'all') return { queryStringCachingBehavior: 'UseQueryString' };
  return parameters.length === 0
    ? { queryStringCachingBehavior: 'IgnoreQueryString' }
    : { queryStringCachingBehavior: 'IncludeSpecifiedQueryStrings', queryStringParameters: [...parameters].sort() };
}

/** Front Door knows paths without the slash at their beginning. */
const fitting = (path: string): Rule['conditions'] => {
  const [, name = ''] = /^\/(.*?)\*?$/.exec(path) ?? [];
  return { urlPathCondition: [{ operator: path.endsWith('*') ? 'BeginsWith' : 'Equal', matchValues: [name] }] };
};

function behaviourOf(seconds: number | 'origin', unsaid: number | undefined) {
  if (seconds !== 'origin') return { cacheBehavior: 'OverrideAlways', cacheDuration: durationOf(seconds) };
  return unsaid === undefined
    ? { cacheBehavior: 'HonorOrigin' }
    : { cacheBehavior: 'OverrideIfOriginMissing', cacheDuration: durationOf(unsaid) };
}

/** `1.00:00:00`: days, if there are any, hours, minutes and seconds. */
function durationOf(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const time = [two((seconds / 3600) % 24), two((seconds / 60) % 60), two(seconds % 60)].join(':');
  return days > 0 ? `${days}.${time}` : time;
}
