import { routeOf, type RouteMatch } from '../contract/routes.ts';
import type { EpochMs } from '../units/units.ts';
import type { Account } from './account.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { Arrival, Handled } from './arrival.ts';
import type { Behaviour, Identity } from './behaviour.ts';
import { FIXTURES, fixtureAnswer } from './fixtures.ts';
import type { JobBook } from './job-book.ts';
import { JobDesk } from './job-desk.ts';
import { LedgerDesk } from './ledger.ts';
import type { RateGate } from './rate-gate.ts';
import type { Setting } from './setting.ts';
import { SubmissionDesk } from './submission-desk.ts';
import type { Trouble } from './trouble.ts';
import { OUTPUTS } from './urls.ts';

/** The gateway of a contract, without clock or network: from requests to answers. */
export class GatewayService {
  readonly #setting: Setting;
  readonly #behaviour: Behaviour;
  readonly #jobs: JobBook;
  readonly #gate: RateGate;
  readonly #submissions: SubmissionDesk;
  readonly #views: JobDesk;
  readonly #ledger: LedgerDesk;

  constructor(setting: Setting, behaviour: Behaviour, jobs: JobBook, gate: RateGate) {
    this.#setting = setting;
    this.#behaviour = behaviour;
    this.#jobs = jobs;
    this.#gate = gate;
    this.#submissions = new SubmissionDesk(setting, behaviour, jobs, gate);
    this.#views = new JobDesk(setting, behaviour, jobs);
    this.#ledger = new LedgerDesk(setting, behaviour);
  }

  async handle(arrival: Arrival): Promise<Handled> {
    const path = new URL(arrival.url).pathname;
    const open = this.#withoutKey(arrival, path);
    if (open !== undefined) return open;
    const match = routeOf(this.#setting.contract, arrival.method, arrival.url);
    if (!this.#ledger.serves(path)) {
      if (match === undefined) return this.#refuse({ reason: 'unknown-route' });
      if (!match.ownMethod) return this.#refuse({ reason: 'wrong-method' });
    } else if (arrival.method !== 'GET') return this.#refuse({ reason: 'wrong-method' });
    const identity = this.#identify(arrival);
    if ('trouble' in identity) return this.#refuse(identity.trouble);
    return match === undefined
      ? this.#history(arrival, identity.account)
      : this.#route(arrival, match, identity.account);
  }

  /** Outputs and fixtures: whoever knows their names may see them. */
  #withoutKey(arrival: Arrival, path: string): Answer | undefined {
    if (!path.startsWith(OUTPUTS) && !path.startsWith(FIXTURES)) return undefined;
    if (arrival.method !== 'GET') return this.#refuse({ reason: 'wrong-method' });
    const found = path.startsWith(OUTPUTS)
      ? this.#views.output(path, arrival.at)
      : fixtureAnswer(path);
    return found ?? this.#refuse({ reason: 'unknown-route' });
  }

  #identify({ headers }: Arrival): Identity {
    const bearer = /^bearer\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '')?.[1];
    const key = headers[this.#setting.contract.gateway.authentication.header.toLowerCase()];
    return this.#behaviour.identify({ key: key === '' ? undefined : key, bearer });
  }

  async #route(arrival: Arrival, { route, parts }: RouteMatch, account: Account): Promise<Handled> {
    const isSubmission = route === 'submit' || route === 'sync';
    const tooMany = this.#gate.pass(account, isSubmission, arrival.at);
    if (tooMany !== undefined) return this.#refuse(tooMany);
    switch (route) {
      case 'submit':
      case 'sync':
        return this.#submissions.take(arrival, account, route, parts.slug ?? '');
      case 'status':
      case 'result':
      case 'poll':
        return this.#views.show(arrival, account, route, parts.id ?? '');
      case 'credits':
        return this.#credits(account, arrival.at);
    }
  }

  #credits(account: Account, at: EpochMs): Answer {
    const { routes, names } = this.#setting.contract.gateway;
    return jsonAnswer(routes.credits.success, { [names.credits]: account.balanceAt(at) });
  }

  #history(arrival: Arrival, account: Account): Answer {
    const answer = this.#ledger.answer(this.#jobs.of(account), arrival);
    return 'reason' in answer ? this.#refuse(answer) : answer;
  }

  #refuse(trouble: Trouble): Answer {
    return this.#behaviour.trouble(trouble);
  }
}
