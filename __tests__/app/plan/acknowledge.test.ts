/** Warnings that an environment accepts with a reason, and mistakes in acknowledgements. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { plan } from '../../../app/plan/plan';
import { synthesize } from '../../../app/synthesize';
import { providers } from '../../../providers';
import { wholeWith } from '../../helpers/environments';
import { problemsOf, warningsOf } from '../../helpers/synth';

const CODE = 'cluster/version-ends';
const ending = { cluster: { version: '1.34', upgradeChannel: 'stable' }, targets: { google: null } };
const with_ = (acknowledgements: object, change: object = ending) => wholeWith({ ...change, acknowledgements });
const reason = 'the upgrade is planned for May';

describe('an acknowledged warning', () => {
  it('is not reported', () => {
    expect(plan([wholeWith(ending)], providers).warnings.map(({ code }) => code)).toContain(CODE);
    expect(plan([with_({ [CODE]: reason })], providers).warnings.map(({ code }) => code)).not.toContain(CODE);
  });

  it('is reported with its reason in verbose mode', () => {
    const report = (verbose: boolean): string => {
      const outdir = mkdtempSync(join(tmpdir(), 'triptych-'));
      const lines: string[] = [];
      try {
        synthesize({
          environments: [with_({ [CODE]: reason })],
          ...providers,
          outdir,
          verbose,
          report: (line) => lines.push(line),
        });
        return lines.join('\n');
      } finally {
        rmSync(outdir, { recursive: true });
      }
    };
    expect(report(true)).toMatch(new RegExp(`^acknowledged: acme/test.*\\[${CODE}\\]: ${reason}$`, 'm'));
    expect(report(false)).not.toContain('acknowledged');
  });
});

describe('an acknowledgement', () => {
  const unneeded = (acknowledgements: object, change: object): string[] =>
    warningsOf(with_(acknowledgements, change)).filter((warning) => warning.includes('acknowledgements.'));

  it('causes a warning if no warning has its code', () => {
    expect(unneeded({ [CODE]: reason }, {})).toEqual([
      `acme/test: acknowledgements.${CODE} is not needed: there is no such warning`,
    ]);
  });

  it('is needed if one cloud has the warning', () => {
    const addons = { metricsServer: { version: '1' } };
    expect(unneeded({ 'metrics-server/built-in': reason }, { addons })).toEqual([]);
  });

  it.each([
    ['cluster/version-end', 'is the code of no warning. Did you mean "cluster/version-ends"?'],
    ['nothing/at-all', 'is the code of no warning'],
    ['cluster/service-cidr-overlap', 'is the code of no warning'],
    ['schema/required', 'is an error: only warnings can be acknowledged'],
  ])('of %s is a problem', (code, message) => {
    expect(problemsOf(with_({ [code]: reason }))).toEqual([`acme/test: acknowledgements.${code} ${message}`]);
  });

  it('requires a reason', () => {
    expect(problemsOf(with_({ [CODE]: '' }))).toEqual([
      `acme/test: acknowledgements.${CODE} must be at least 1 characters, got ""`,
    ]);
  });
});
