import { routeOf, type RouteMatch } from '../contract/routes.ts';
import type { EpochMs } from '../units/units.ts';
import type { Account } from './account.ts';
import { type Answer, bytesAnswer, jsonAnswer } from './answer.ts';
import type { Arrival, Handled } from './arrival.ts';
import type { Behaviour, Sight } from './behaviour.ts';
import { imageOf } from './image.ts';
import type { Job } from './job.ts';
import type { JobBook } from './job-book.ts';
import { ledgerAnswer } from './ledger.ts';
import { readSubmission } from './reading.ts';
import type { Setting } from './setting.ts';
import { OUTPUTS, outputName } from './urls.ts';
import type { Trouble } from './trouble.ts';

/** The limiter in front of the gateway. */
export interface RateGate {
  /** @returns the trouble of a request that is one too many. */
  pass(account: Account, route: 'submit' | 'poll', at: EpochMs): Trouble | undefined;
  /** Tells of a job that was taken. */
  took(job: Job): void;
}

export const OPEN_GATE: RateGate = { pass: () => undefined, took: () => undefined };

/** The gateway of a contract, without clock or network: from requests to answers. */
export class GatewayService {
  readonly #setting: Setting;
  readonly #behaviour: Behaviour;
  readonly #jobs: JobBook;
  readonly #gate: RateGate;

  constructor(setting: Setting, behaviour: Behaviour, jobs: JobBook, gate: RateGate) {
    this.#setting = setting;
    this.#behaviour = behaviour;
    this.#jobs = jobs;
    this.#gate = gate;
  }

  async handle(arrival: Arrival): Promise<Handled> {
    const { contract } = this.#setting;
    const path = new URL(arrival.url).pathname;
    if (path.startsWith(OUTPUTS)) return this.#output(arrival, path);
    if (
      path === contract.gateway.ledger.path ||
      path.startsWith(`${contract.gateway.ledger.path}/`)
    ) {
      return this.#ledger(arrival);
    }
    const match = routeOf(contract, arrival.method, arrival.url);
    if (match === undefined) return this.#refuse({ reason: 'unknown-route' });
    if (!match.ownMethod) return this.#refuse({ reason: 'wrong-method' });
    return this.#route(arrival, match);
  }

  async #route(arrival: Arrival, { route, parts }: RouteMatch): Promise<Handled> {
    const identity = this.#identify(arrival);
    if ('trouble' in identity) return this.#refuse(identity.trouble);
    const { account } = identity;
    const busy = this.#gate.pass(account, isSubmission(route) ? 'submit' : 'poll', arrival.at);
    if (busy !== undefined) return this.#refuse(busy);
    switch (route) {
      case 'submit':
      case 'sync':
        return this.#submit(arrival, account, route, parts.slug ?? '');
      case 'status':
      case 'result':
      case 'poll':
        return this.#view(arrival, account, route, parts.id ?? '');
      case 'credits':
        return this.#credits(account, arrival.at);
    }
  }

  #identify({ headers }: Arrival): ReturnType<Behaviour['identify']> {
    const bearer = /^bearer\s+(.+)$/i.exec(headers['authorization'] ?? '')?.[1];
    const key = headers[this.#setting.contract.gateway.authentication.header];
    return this.#behaviour.identify({ key: key === '' ? undefined : key, bearer });
  }

  async #submit(
    arrival: Arrival,
    account: Account,
    via: 'submit' | 'sync',
    slug: string,
  ): Promise<Handled> {
    if (!this.#behaviour.knowsModel(slug)) return this.#refuse({ reason: 'unknown-model', slug });
    if (!this.#behaviour.mayRun(account)) return this.#refuse({ reason: 'forbidden' });
    const read = await readSubmission(this.#behaviour, arrival, via);
    if ('trouble' in read) return this.#refuse(read.trouble);
    const inputs = this.#behaviour.inputs(read.payload);
    const faults = this.#behaviour.faults(inputs);
    const submission = { account, slug, sent: read.payload, inputs, faults, via, at: arrival.at };
    if (faults.length > 0 && this.#behaviour.checksInput === 'door') {
      return this.#refuse({ reason: 'invalid-input', faults });
    }
    if (!this.#behaviour.canPay(account, arrival.at)) return this.#refuse({ reason: 'no-credits' });
    const job = this.#jobs.open(submission);
    this.#gate.took(job);
    return via === 'sync'
      ? { until: job.endsAt, answer: () => this.#sync(job, arrival.origin) }
      : jsonAnswer(
          this.#setting.contract.gateway.routes.submit.success,
          this.#behaviour.submitted(job, arrival.origin),
        );
  }

  #sync(job: Job, origin: string): Answer {
    job.account.balanceAt(job.endsAt);
    if (job.outcome.kind === 'completed') return this.#behaviour.syncAnswer(job, origin);
    const { cause, detail } = job.outcome;
    switch (cause) {
      case 'invalid':
        return this.#refuse({ reason: 'invalid-input', faults: job.faults });
      case 'given-up':
        return this.#refuse({ reason: 'given-up' });
      case 'blocked':
      case 'generation':
        return this.#refuse({ reason: cause, detail });
    }
  }

  #view(arrival: Arrival, account: Account, view: Sight['view'], id: string): Answer {
    const job = this.#jobs.find(id);
    const { at, origin } = arrival;
    if (job === undefined || job.account !== account || this.#isExpired(job, at)) {
      return this.#refuse({ reason: 'unknown-job', id });
    }
    account.balanceAt(at);
    const sight: Sight = { job, at, origin, view };
    const state = this.#behaviour.state(sight);
    const body = this.#behaviour.body(state, sight);
    return jsonAnswer(this.#behaviour.httpStatus(state, sight), body);
  }

  #isExpired(job: Job, at: EpochMs): boolean {
    return at >= job.endsAt + this.#behaviour.retention;
  }

  #credits(account: Account, at: EpochMs): Answer {
    const { routes, names } = this.#setting.contract.gateway;
    return jsonAnswer(routes.credits.success, { [names.credits]: account.balanceAt(at) });
  }

  #ledger(arrival: Arrival): Answer {
    if (arrival.method !== 'GET') return this.#refuse({ reason: 'wrong-method' });
    const identity = this.#identify(arrival);
    if ('trouble' in identity) return this.#refuse(identity.trouble);
    const jobs = this.#jobs.of(identity.account);
    const answer = ledgerAnswer(this.#setting, this.#behaviour, jobs, arrival);
    return 'reason' in answer ? this.#refuse(answer) : answer;
  }

  /** Outputs need no key: who knows the name may see them. */
  #output({ at, method }: Arrival, path: string): Answer {
    if (method !== 'GET') return this.#refuse({ reason: 'wrong-method' });
    const { contract } = this.#setting;
    const name = path.slice(OUTPUTS.length);
    const job = this.#jobs.find(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
    if (job === undefined || job.outcome.kind !== 'completed' || at < job.endsAt) {
      return this.#refuse({ reason: 'unknown-route' });
    }
    const format = this.#behaviour.format(job);
    if (name !== outputName(job, format)) return this.#refuse({ reason: 'unknown-route' });
    const type = contract.output.mediaTypes[format]?.type ?? 'application/octet-stream';
    return bytesAnswer(type, imageOf(contract, job.inputs, format));
  }

  #refuse(trouble: Trouble): Answer {
    return this.#behaviour.trouble(trouble);
  }
}

function isSubmission(route: RouteMatch['route']): boolean {
  return route === 'submit' || route === 'sync';
}
