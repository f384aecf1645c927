/** What a file of transactions can say, and the names that columns have for it. */
import type { PaymentField } from '@pratibimba/contract'

export { type PaymentField, paymentFields } from '@pratibimba/contract'

export const transactionFields = [
  'customer_id',
  'account_id',
  'account_kind',
  'timestamp',
  'time',
  'amount',
  'debit',
  'credit',
  'direction',
  'currency_column',
  'description',
  'category',
  'mcc',
  'channel',
  'status',
  'balance',
  'transaction_id',
  'ingested_at',
] as const
export type TransactionField = (typeof transactionFields)[number]

/** Names in lower-case letters and digits, the likeliest first. */
export const transactionNames: Readonly<Record<TransactionField, readonly string[]>> = {
  customer_id: ['customerid', 'customer', 'custid', 'custno', 'customerno', 'customernumber', 'clientid', 'client', 'clientno', 'cif', 'cifno', 'cifnumber', 'partyid', 'memberid', 'userid', 'holderid', 'kundennummer', 'clientnum'],
  account_id: ['accountid', 'account', 'accountno', 'accountnumber', 'acctid', 'acctno', 'acctnumber', 'acct', 'acno', 'iban', 'accno', 'cardnumber', 'cardno', 'cardid', 'kontonummer', 'konto', 'accountkey', 'arrangementid'],
  account_kind: ['accountkind', 'accounttype', 'accttype', 'accountproduct', 'producttype', 'acctproduct'],
  timestamp: ['timestamp', 'transactiontimestamp', 'transactiondatetime', 'txndatetime', 'datetime', 'transactiondate', 'transdate', 'trandate', 'txndate', 'trxdate', 'transactiondt', 'txndt', 'txntimestamp', 'date', 'buchungstag', 'operationdate', 'eventtime', 'occurredat', 'purchasedate', 'valuedate', 'valuedt', 'postingdate', 'posteddate', 'bookingdate'],
  time: ['time', 'transactiontime', 'txntime', 'trantime', 'transtime', 'uhrzeit', 'timeofday'],
  amount: ['amount', 'amt', 'transactionamount', 'txnamount', 'tranamount', 'transamount', 'trxamount', 'txnamt', 'tranamt', 'transactionamt', 'billinggrossamt', 'grossamount', 'netamount', 'betrag', 'montant', 'importe', 'value', 'originalgrossamt', 'amountlocal', 'amountinr', 'amounteur', 'amountusd', 'amountgbp'],
  debit: ['debit', 'debitamount', 'debitamt', 'withdrawal', 'withdrawals', 'withdrawalamt', 'withdrawalamount', 'paidout', 'moneyout', 'dr', 'dramount', 'soll', 'spent', 'out', 'debits', 'amountout', 'withdrawn'],
  credit: ['credit', 'creditamount', 'creditamt', 'deposit', 'deposits', 'depositamt', 'depositamount', 'paidin', 'moneyin', 'cr', 'cramount', 'haben', 'received', 'in', 'credits', 'amountin'],
  direction: ['direction', 'drcr', 'crdr', 'debitcredit', 'creditdebit', 'creditdebitindicator', 'drcrindicator', 'dcindicator', 'cdindicator', 'indicator', 'sign', 'crdrind', 'debitcreditindicator', 'transactiontype', 'txntype', 'type'],
  currency_column: ['currency', 'currencycode', 'ccy', 'curr', 'cur', 'iso', 'waehrung', 'devise', 'moneda', 'txncurrency', 'transactioncurrency', 'billingcurcode', 'originalcur', 'accountcurrency'],
  description: ['description', 'desc', 'transactiondescription', 'narration', 'narrative', 'particulars', 'details', 'transactiondetails', 'memo', 'remarks', 'reference', 'merchant', 'merchantname', 'payee', 'counterparty', 'verwendungszweck', 'libelle', 'concepto', 'transactionremarks', 'text', 'transvatdesc'],
  category: ['category', 'transactioncategory', 'spendcategory', 'purpose', 'categoryname', 'kategorie', 'expensecategory', 'transcacdesc1', 'merchantcategory'],
  mcc: ['mcc', 'mcccode', 'merchantcategorycode', 'mcccodes', 'siccode'],
  channel: ['channel', 'transactionchannel', 'mode', 'paymentmode', 'medium', 'paymentmethod', 'txnmode', 'paymentchannel'],
  status: ['status', 'transactionstatus', 'txnstatus', 'state', 'outcome', 'result'],
  balance: ['balance', 'runningbalance', 'closingbalance', 'balanceamount', 'balanceamt', 'accountbalance', 'balanceafter', 'availablebalance', 'saldo', 'solde', 'bal', 'ledgerbalance', 'balanceaftertransaction'],
  transaction_id: ['transactionid', 'txnid', 'tranid', 'transid', 'trxid', 'transactionreference', 'txnref', 'referenceno', 'referencenumber', 'refno', 'utr', 'transactionno', 'transactionnumber', 'txnno', 'id', 'uuid', 'eventid', 'entryid'],
  ingested_at: ['ingestedat', 'ingestiontime', 'bookedat', 'bookingtime', 'bookingdate', 'postedat', 'posteddate', 'postingdate', 'postdate', 'loadedat', 'receivedat', 'createdat', 'insertedat', 'settlementdate', 'systemdate', 'entrydate', 'knownat'],
} // biome-ignore format: names side by side

export const paymentNames: Readonly<Record<PaymentField, readonly string[]>> = {
  customer_id: transactionNames.customer_id,
  account_id: [...transactionNames.account_id, 'loanid', 'loanno', 'contractid'],
  payment_id: ['paymentid', 'instalmentid', 'installmentid', 'invoiceid', 'billid', 'scheduleid', 'dueid', 'id'],
  kind: ['kind', 'paymentkind', 'paymenttype', 'duetype', 'type', 'obligation', 'producttype'],
  due_date: ['duedate', 'due', 'dueon', 'paymentduedate', 'duedt', 'maturitydate', 'instalmentdate', 'emidate', 'date'],
  amount_due: ['amountdue', 'dueamount', 'instalmentamount', 'installmentamount', 'emiamount', 'emi', 'amount', 'dueamt', 'billamount', 'billedamount'],
  paid_date: ['paiddate', 'paidon', 'paymentdate', 'datepaid', 'settledon', 'settlementdate', 'actualpaymentdate', 'receiveddate', 'paidat'],
  amount_paid: ['amountpaid', 'paidamount', 'paidamt', 'receivedamount', 'settledamount', 'payment'],
} // biome-ignore format: names side by side
