/** Steps of workflows that call Cloud SQL: a call, and waiting for what it has begun. */
import type { Foundation } from '../foundation/foundation';
import type { Step, Subworkflow } from '../shared/schedule';

const SQL = 'https://sqladmin.googleapis.com/v1';
const AUTH = { type: 'OAuth2' };

interface Patience {
  /** How often it is tried again: 5 times are two minutes and a half, 12 half an hour. @default 5 */
  readonly retries?: number;
  /** Whether also while the server is about something else, as it takes one change at a time. @default false */
  readonly whileBusy?: boolean;
}

/** A call that is tried again when the service is busy: not what it has refused. */
export const patiently = (
  verb: 'get' | 'post' | 'put' | 'patch' | 'delete',
  args: object,
  result: string,
  { retries = 5, whileBusy = false }: Patience = {},
): object => ({
  try: { call: `http.${verb}`, args: { ...args, auth: AUTH }, result },
  retry: {
    predicate: whileBusy ? '${is_busy}' : '${http.default_retry_predicate}',
    max_retries: retries,
    backoff: { initial_delay: 5, max_delay: 300, multiplier: 2 },
  },
});

/** Address of all instances: of what makes one. */
export const instancesUrl = ({ target: { project } }: Foundation): string => `${SQL}/projects/${project}/instances`;

/** Address of an instance. */
export const instanceUrl = (foundation: Foundation, instance: string): string =>
  `${instancesUrl(foundation)}/${instance}`;

/** Address of the instance that the variable `result` names. @param verb what it is asked for */
export const resultUrl = (foundation: Foundation, verb?: string): string =>
  `\${"${instancesUrl(foundation)}/" + result${verb === undefined ? '' : ` + "/${verb}"`}}`;

/** A change of a server, and waiting until it is done; a change that fails fails the workflow. */
export const change = (name: string, verb: 'post' | 'put' | 'patch' | 'delete', args: object, retries = 5): Step[] => [
  { [name]: patiently(verb, args, 'operation', { retries, whileBusy: true }) },
  { [`${name}_settled`]: { call: 'settle', args: { operation: '${operation.body.name}' } } },
];

/** docs.cloud.google.com/workflows/docs/reference/syntax/error-types */
const LOST = ['ConnectionError', 'ConnectionFailedError', 'TimeoutError'];

/** What these call: docs.cloud.google.com/sql/docs/postgres/admin-api/rest/v1/operations */
export const changing = ({ target: { project } }: Foundation): Readonly<Record<string, Subworkflow>> => ({
  settle: {
    params: ['operation'],
    steps: [
      { wait: { call: 'sys.sleep', args: { seconds: 5 } } },
      { see: patiently('get', { url: `\${"${SQL}/projects/${project}/operations/" + operation}` }, 'seen') },
      {
        settled: {
          switch: [
            { condition: '${seen.body.status != "DONE"}', next: 'wait' },
            { condition: '${"error" in seen.body}', raise: '${seen.body.error}' },
          ],
        },
      },
    ],
  },
  is_busy: {
    params: ['error'],
    steps: [
      { answered: { switch: [{ condition: '${"HttpError" in error.tags}', next: 'refused' }] } },
      { lost: { return: `\${${LOST.map((tag) => `"${tag}" in error.tags`).join(' or ')}}` } },
      { refused: { return: '${error.code == 409 or error.code == 429 or error.code >= 502}' } },
    ],
  },
});
