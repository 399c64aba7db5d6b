/** What Google charges by the hour beside machines, in US dollars at list prices: the channel Extended costs more. */
export const fees = { region: 'us-central1', asOf: '2026-09-29', controlPlane: 0.1 } as const;
