/** Rules of a Cdn: headers of answers, how long they are kept, and the object that answers. They run in order. */
import type { CdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-profile';
import { CdnFrontdoorRule, type CdnFrontdoorRuleConfig } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-rule';
import { CdnFrontdoorRuleSet } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-rule-set';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { CachedPath, CdnProps, Header } from '../../../constructs/cdn';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

interface WithHeaders extends CachedPath {
  readonly headers: readonly Header[];
}

export interface RulesProps {
  readonly profile: CdnFrontdoorProfile;
  readonly container: string;
  readonly cdn: Pick<CdnProps, 'origin' | 'compress'>;
  readonly others: WithHeaders;
  /** The longest first. */
  readonly paths: readonly WithHeaders[];
  /** How the path `/` is kept, where not as every other. */
  readonly index: WithHeaders | undefined;
  /** The origin, which Front Door wants before any rule. */
  readonly after: readonly ITerraformDependable[];
}

type Rule = Pick<CdnFrontdoorRuleConfig, 'actions' | 'conditions' | 'behaviorOnMatch'>;

export class Rules extends Component<RulesProps> {
  readonly set: CdnFrontdoorRuleSet;
  readonly made: readonly CdnFrontdoorRule[];

  constructor(scope: Construct, id: string, props: RulesProps) {
    super(scope, id, props);
    this.set = this.createMain('ruleSet', CdnFrontdoorRuleSet, {
      name: this.nameByPath(names.frontDoorRuleSet),
      cdnFrontdoorProfileId: props.profile.id,
    });
    const rules = { ...this.headers(), ...this.caching(), ...this.objects() };
    this.made = Object.entries(rules).map(([name, rule], order) => this.createRule(name, order + 1, rule));
  }

  private createRule(id: string, order: number, rule: Rule): CdnFrontdoorRule {
    return this.createAs('rule', id, CdnFrontdoorRule, {
      // Rules have names of their own in each set, of letters and digits.
      name: id.replaceAll('-', ''),
      cdnFrontdoorRuleSetId: this.set.id,
      order,
      behaviorOnMatch: 'Continue',
      ...rule,
      dependsOn: [...this.props.after],
    });
  }

  /** Those of every answer, which no path has otherwise: five at most, as a rule has actions. */
  private headers(): Record<string, Rule> {
    const actions = this.props.others.headers.filter(({ name }) => name !== CACHE_CONTROL).map(overwrite);
    return actions.length === 0 ? {} : { headers: { actions: { responseHeaderAction: actions } } };
  }

  /** The last that fits a path counts: that of the longest. */
  private caching(): Record<string, Rule> {
    const { index } = this.props;
    const paths = [...this.props.paths].reverse();
    const ofPaths = Object.fromEntries(
      [this.props.others, ...paths].map((kept) => [
        `caching-${kept.id}`,
        { ...(kept.path !== EVERYTHING && { conditions: fitting(kept.path) }), actions: this.keep(kept) },
      ]),
    );
    const ofIndex = index && { conditions: { urlPathCondition: [{ ...EMPTY }] }, actions: this.keep(index) };
    return { ...ofPaths, ...(ofIndex && { 'caching-of-index': ofIndex }) };
  }

  private keep({ seconds, queryParameters, headers }: WithHeaders): Rule['actions'] {
    const keys =
      queryParameters.length === 0
        ? { queryStringCachingBehavior: 'IgnoreQueryString' }
        : {
            queryStringCachingBehavior: 'IncludeSpecifiedQueryStrings',
            queryStringParameters: [...queryParameters].sort(),
          };
    const kept = { ...keys, compressionEnabled: this.props.cdn.compress };
    const control = headers.filter(({ name }) => name === CACHE_CONTROL).map(overwrite);
    return {
      routeConfigurationOverrideAction:
        seconds === 0 ? { cacheBehavior: 'Disabled' } : { ...kept, ...behaviourOf(seconds) },
      ...(control.length > 0 && { responseHeaderAction: control }),
    };
  }

  /** Which object answers: the first rule that fits is the last that runs. */
  private objects(): Record<string, Rule> {
    const { container, cdn } = this.props;
    const { index, fallback } = cdn.origin;
    const answer = (path: string): Rule['actions'] => ({
      urlRewriteAction: { sourcePattern: '/', destination: `/${container}${path}`, preserveUnmatchedPath: false },
    });
    const stop = { behaviorOnMatch: 'Stop' } as const;
    return {
      index: { ...stop, conditions: { urlPathCondition: [{ ...EMPTY }] }, actions: answer(index) },
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
}

const EVERYTHING = '/*';
const CACHE_CONTROL = 'Cache-Control';

/** A text of less than one character. */
const EMPTY = { operator: 'LessThan', matchValues: ['1'] };

const overwrite = ({ name: headerName, value }: Header) => ({ headerAction: 'Overwrite', headerName, value });

/** Front Door knows paths without the slash at their beginning. */
const fitting = (path: string): Rule['conditions'] => {
  const [, name = ''] = /^\/(.*?)\*?$/.exec(path) ?? [];
  return { urlPathCondition: [{ operator: path.endsWith('*') ? 'BeginsWith' : 'Equal', matchValues: [name] }] };
};

const behaviourOf = (seconds: number | 'origin') =>
  seconds === 'origin'
    ? { cacheBehavior: 'HonorOrigin' }
    : { cacheBehavior: 'OverrideAlways', cacheDuration: durationOf(seconds) };

/** `1.00:00:00`: days, if there are any, hours, minutes and seconds. */
function durationOf(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const time = [two((seconds / 3600) % 24), two((seconds / 60) % 60), two(seconds % 60)].join(':');
  return days > 0 ? `${days}.${time}` : time;
}
