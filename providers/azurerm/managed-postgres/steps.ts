/** Actions of logic apps that call Azure Resource Manager: learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers */
export const MANAGER = 'https://management.azure.com';

/** The version of the API of flexible servers. */
export const SERVER_API = '2024-08-01';

export type RunAfter = Readonly<Record<string, readonly string[]>>;

/** Whatever came of it. */
export const ENDED = ['Succeeded', 'Failed', 'TimedOut'];

interface More {
  readonly body?: object;
  readonly patience?: object;
}

export const call = (method: string, uri: string, runAfter: RunAfter, { body, patience }: More = {}) => ({
  type: 'Http',
  inputs: {
    method,
    uri,
    ...(body && { body }),
    authentication: { type: 'ManagedServiceIdentity', audience: `${MANAGER}/` },
    ...(patience && { retryPolicy: patience }),
  },
  runAfter,
});

/** A call that begins something. Azure answers with an operation of the subscription, on which the logic app has no right. */
export const begin = (...args: Parameters<typeof call>) => ({
  ...call(...args),
  operationOptions: 'DisableAsyncPattern',
});

interface Waiting {
  /** How often, and how long from one look to the next. */
  readonly times: number;
  readonly interval: { readonly count: number; readonly unit: 'Second' | 'Minute' };
  /** For how long at most, in ISO 8601. */
  readonly timeout: string;
}

/** Waits until a server says that it is ready. */
export const whenReady = (server: string, runAfter: RunAfter, { times, interval, timeout }: Waiting) => ({
  type: 'Until',
  expression: isReady('see'),
  limit: { count: times, timeout },
  actions: {
    wait: { type: 'Wait', inputs: { interval }, runAfter: {} },
    see: call('GET', server, { wait: ['Succeeded'] }),
  },
  runAfter,
});

/** @param look the call that has looked at the server */
const isReady = (look: string): string => `@equals(body('${look}')?['properties']?['state'], 'Ready')`;

/** The same as a condition. */
export const ready = (look: string) => ({ equals: [`@body('${look}')?['properties']?['state']`, 'Ready'] });
