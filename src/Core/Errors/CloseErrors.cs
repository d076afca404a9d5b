namespace CostGuard.Core.Errors;

/// <summary>Codes of invoices and the month close, 27xx.</summary>
public static class CloseErrors
{
    /// <summary>CG2701.</summary>
    public static readonly ErrorInfo BadInvoice = new(
        "CG2701",
        "An invoice cannot be read",
        "A file of invoices has the columns invoice,period,date,currency,net,tax,total; provider, account, credits, support, marketplace, refunds and prior-period may be there.",
        "Correct the place that is named: a month such as 2026-10, a day such as 2026-11-03, amounts with a dot and no more digits than the currency has, total = net + tax.");

    /// <summary>CG2702.</summary>
    public static readonly ErrorInfo InvoiceTwice = new(
        "CG2702",
        "An invoice is recorded already, with other amounts",
        "One of the two is wrong, and a figure must not change without anybody's knowledge.",
        "Look at it with 'costguard invoice show NUMBER'; remove it first if it is the wrong one.");

    /// <summary>CG2703.</summary>
    public static readonly ErrorInfo NoSuchInvoice = new(
        "CG2703",
        "There is no such invoice",
        "Invoices are recorded with 'costguard invoice add' or 'costguard invoice import'.",
        "See 'costguard invoice list'; an invoice in several currencies needs --currency.");

    /// <summary>CG2704.</summary>
    public static readonly ErrorInfo TooMuchRounding = new(
        "CG2704",
        "More is called rounding than rounding can be",
        "Rounding explains at most max(100 subunits, 0.5 subunit × √lines). A larger difference has another cause, such as a missing account.",
        "Find the cause: costguard invoice show NUMBER, and compare accounts with costguard cost show --by subAccountId.");

    /// <summary>CG2705.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG2705",
        "The month does not tie",
        "A month is reconciled when it is complete (all days and accounts, billed by the provider), tied (nothing unexplained) and allocated.",
        "See 'costguard period status MONTH' and 'costguard invoice list --period MONTH'; record missing invoices, collect what is missing, or explain the difference.");

    /// <summary>CG2706.</summary>
    public static readonly ErrorInfo PeriodClosed = new(
        "CG2706",
        "The month is closed",
        "Figures of a closed month do not change behind anybody's back: invoices, explanations, rates and budgets of it are locked.",
        "Book the difference in the open month, or reopen it: costguard period reopen MONTH --reason TEXT --by NAME.");

    /// <summary>CG2707.</summary>
    public static readonly ErrorInfo WrongState = new(
        "CG2707",
        "The month is not in the state that this needs",
        "A month goes from open to reconciled to closed; a closed one can only be reopened.",
        "See 'costguard period status MONTH' for what comes next.");

    /// <summary>CG2708.</summary>
    public static readonly ErrorInfo SamePerson = new(
        "CG2708",
        "One person may not reconcile and close",
        "close.fourEyes in costguard.yaml asks for two people.",
        "Let somebody else close the month.");

    /// <summary>CG2709.</summary>
    public static readonly ErrorInfo ChangedSince = new(
        "CG2709",
        "The month has changed since it was read or reconciled",
        "What is closed must be what was signed: new data, another invoice or another explanation came in between.",
        "Reconcile the month again, then close it.");

    /// <summary>CG2710.</summary>
    public static readonly ErrorInfo LockedRate = new(
        "CG2710",
        "A rate of a closed month was changed in a file",
        "A closed month keeps its rates; the one of the file does not count.",
        "Put the rate back, or reopen the month: costguard period reopen MONTH --reason TEXT --by NAME.");

    /// <summary>CG2711.</summary>
    public static readonly ErrorInfo LockedBudget = new(
        "CG2711",
        "A budget was changed in a closed month",
        "Past closed periods never change: a version dated into one is refused.",
        "Date the version into an open month, or reopen the month first: costguard period reopen MONTH --reason TEXT --by NAME.");

    /// <summary>CG2712.</summary>
    public static readonly ErrorInfo PinGone = new(
        "CG2712",
        "The figures of a closed month are gone",
        "A closed month keeps the teams and amounts that it was closed with, in the folder of its pinned snapshot.",
        "Bring data/snapshots/ID back from a backup, or reopen the month to make it again by today's rules: costguard period reopen MONTH --reason TEXT --by NAME.");

    /// <summary>CG2713.</summary>
    public static readonly ErrorInfo NoJournal = new(
        "CG2713",
        "It is not said how cost is posted",
        "A journal needs the accounts and columns of the company's books, in reports/journal.yaml.",
        "Write the file; 'costguard config schema journal' says what may stand in it.");

    /// <summary>CG2714.</summary>
    public static readonly ErrorInfo NoAccrual = new(
        "CG2714",
        "The month cannot be estimated",
        "An accrual is what the month has cost and the forecast of its days left, in one currency.",
        "See 'costguard forecast show --metric billed' for why there is no forecast; rates of other currencies stand in rates/actual, one for each month.");

    /// <summary>CG2716.</summary>
    public static readonly ErrorInfo CannotFetch = new(
        "CG2716",
        "Invoices cannot be asked for, or one cannot be read",
        "AWS gives invoices by the payer's account, Azure by the billing account; each must say its month, date, currency and amounts, and these must add up. Nothing is guessed: what is named was not recorded.",
        "Name the payer or billing account in 'source.billingAccount' of the connection, or type the invoice: costguard invoice add NUMBER, costguard invoice import FILE.");
}
