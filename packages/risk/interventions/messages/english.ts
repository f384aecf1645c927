/**
 * Messages in English: what each driver makes us say, what each action offers, how each channel frames it.
 *
 * Plain and respectful. No message speaks of scores, of suspicions or of consequences, and none lets a stranger who
 * reads along guess at illness, gambling or debts elsewhere.
 */
import type { ContactChannel, InterventionType, RiskDriver } from '@pratibimba/contract'
import type { MessageFrame, MessagePart } from './message-parts.ts'

export interface MessageLanguageParts {
  readonly concerns: Readonly<Record<RiskDriver, MessagePart>>
  readonly offers: Readonly<Record<InterventionType, MessagePart>>
  readonly frames: Readonly<Record<ContactChannel, MessageFrame>>
}

const nextPayment = 'Your next payment of {{amount}} is planned for {{due_date}}.'

export const english: MessageLanguageParts = {
  concerns: {
    income_delay: {
      short: nextPayment,
      long: `${nextPayment} If your salary arrives later than that this month, we would like to find a date that suits you.`,
    },
    income_drop: {
      short: nextPayment,
      long: `${nextPayment} Incomes change, and we would like the payment to fit yours.`,
    },
    low_liquidity: {
      short: nextPayment,
      long: `${nextPayment} If the money is needed elsewhere just then, please tell us early; there is often a simple way.`,
    },
    savings_decline: {
      short: nextPayment,
      long: `${nextPayment} We write in good time, so that you can plan for it.`,
    },
    late_payments: {
      short: nextPayment,
      long: `${nextPayment} If the date no longer suits you, we can look for another one together.`,
    },
    failed_debits: {
      short: nextPayment,
      long: `${nextPayment} Please see that the account holds enough on that day, or tell us if another day or account is better.`,
    },
    card_debt: {
      short: nextPayment,
      long: `${nextPayment} There may be ways to repay your card that cost you less in all, and we would be glad to show you.`,
    },
    borrowing_from_lenders: {
      short: nextPayment,
      long: `${nextPayment} If several payments fall together at present, we can look at ours with you.`,
    },
    cash_withdrawals: {
      short: nextPayment,
      long: `${nextPayment} We write in good time, so that you can plan for it.`,
    },
    gambling: {
      short: 'We are here if you would like to talk.',
      long: 'Sometimes money is a worry for reasons one does not like to speak about. We are here if you would like to talk, in confidence.',
    },
    health_costs: {
      short: 'We are here if you would like to talk.',
      long: 'Life does not always go to plan. If things are difficult at present, we are here to help, in confidence.',
    },
    spending_shift: {
      short: nextPayment,
      long: `${nextPayment} We write in good time, so that you can plan for it.`,
    },
  },
  offers: {
    soft_reminder: {
      short: 'Need another date or some help? Call {{help_phone}}.',
      long: 'If all is well, there is nothing to do. If you need another date or have a question, call us on {{help_phone}} or see {{help_link}}.',
    },
    agent_call: {
      short: 'We would like to talk it over. Call {{help_phone}}.',
      long: 'We would like to talk with you about what would help. It takes a few minutes, and you decide what is agreed. You reach us on {{help_phone}}.',
    },
    due_date_shift: {
      short: 'You can move the date at no cost. See {{help_link}}.',
      long: 'You can move your due date to just after your salary arrives, at no cost. Choose a date at {{help_link}} or call {{help_phone}}.',
    },
    payment_plan: {
      short: 'You can spread it over more months. Call {{help_phone}}.',
      long: 'We can spread your next payments over more months. We will show you what it means for you in all before you decide. Call {{help_phone}} or see {{help_link}}.',
    },
    restructure: {
      short: 'We can look at new terms together. Call {{help_phone}}.',
      long: 'We can look at new terms together, such as a lower instalment or a longer time. We will show you what it means for you in all before you decide. Call {{help_phone}}.',
    },
    credit_limit_review: {
      short: 'Let us look at your card together. Call {{help_phone}}.',
      long: 'We would like to go through your card with you: the limit that suits you and the way of repaying that costs least. Call {{help_phone}} or see {{help_link}}.',
    },
    hardship_referral: {
      short: 'Free and confidential support. Call {{help_phone}}.',
      long: 'A trained colleague is there for you on {{help_phone}}, free and confidential. They can pause or ease payments and name independent advice. You find more at {{help_link}}.',
    },
  },
  frames: {
    app: { length: 'short', body: 'Hello {{first_name}}. {concern} {offer} {{bank_name}}' },
    sms: {
      length: 'short',
      body: 'Hello {{first_name}}. {concern} {offer} {{bank_name}}. Stop: {{opt_out}}',
    },
    email: {
      length: 'long',
      subject: 'A message from {{bank_name}}',
      body: 'Dear {{first_name}},\n\n{concern}\n\n{offer}\n\nKind regards\n{{bank_name}}\n\nYou do not want such e-mails? {{opt_out}}',
    },
    phone: {
      length: 'long',
      body: 'Good day, may I speak with {{first_name}}? My name is … from {{bank_name}}.\n(Go on only when you know who is speaking.)\n\n{concern}\n\n{offer}\n\n(Listen. Agree on nothing that the customer has not understood. Thank them.)',
    },
    letter: {
      length: 'long',
      subject: 'A message from {{bank_name}}',
      body: 'Dear {{first_name}},\n\n{concern}\n\n{offer}\n\nKind regards\n{{bank_name}}',
    },
  },
}
