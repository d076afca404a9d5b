namespace CostGuard.Core.Errors;

/// <summary>Codes of fetching and matching invoices, 2730 to 2739.</summary>
public static class InvoiceErrors
{
    /// <summary>CG2730.</summary>
    public static readonly ErrorInfo CannotMatch = new(
        "CG2730",
        "Charges cannot be matched to this invoice",
        "Charges can be matched that name no invoice, or one that nobody has recorded: to an invoice of the same month and currency, once. What the data says itself is not overruled.",
        "See 'costguard invoice match --period MONTH' for the charges of a month and their names; take a match back with 'costguard invoice unmatch ID --by NAME'.");

    /// <summary>CG2731.</summary>
    public static readonly ErrorInfo Changed = new(
        "CG2731",
        "An invoice is recorded otherwise than the provider states it now",
        "It was typed, or it has changed, was billed anew or made void since it was fetched, or it came after its month was closed. A figure must not change without anybody's knowledge.",
        "Look at both; 'costguard invoice fetch --replace' takes the provider's word for what was fetched in an open month. What was typed or signed is removed first: costguard invoice remove NUMBER --by NAME. What is of a closed month waits for it to be reopened, or is a correction of the next.");

    /// <summary>CG2732.</summary>
    public static readonly ErrorInfo NoAccess = new(
        "CG2732",
        "Azure refuses the identity for invoices",
        "Invoices are read with a billing role (Billing profile reader, Billing account reader, EnrollmentReader) or, for a subscription, Billing Reader; roles that read costs do not show them.",
        "'costguard connection policy NAME --with invoices' prints the role that is needed and how to give it.");

    /// <summary>CG2733.</summary>
    public static readonly ErrorInfo NotServed = new(
        "CG2733",
        "Azure's billing API gives no invoices here",
        "It gives them for Microsoft Customer Agreements, Partner Agreements and pay-as-you-go accounts. For an enterprise agreement it mostly gives none, or without amounts; others have no such account.",
        "Check the billing account's name (az billing account list); else type or import the invoices: costguard invoice import FILE --by NAME.");

    /// <summary>CG2734.</summary>
    public static readonly ErrorInfo Failed = new(
        "CG2734",
        "Azure's billing API does not answer a question for invoices",
        "It was throttled through every wait that it asked for, refused the question, or gave an answer that cannot be read. No page is missing silently: nothing was recorded.",
        "Read the service's words and run 'costguard invoice fetch' again later.");

    /// <summary>CG2735.</summary>
    public static readonly ErrorInfo Contradicted = new(
        "CG2735",
        "Two connections state one invoice differently",
        "Both are kept: the first one as the invoice, the other beside it. Neither is believed, so the month does not tie until a person says which one is right.",
        "Look at both: costguard invoice show NUMBER. Then type the right one: costguard invoice remove NUMBER --by NAME, and costguard invoice add NUMBER … --by NAME. What a person types stays above both.");
}
