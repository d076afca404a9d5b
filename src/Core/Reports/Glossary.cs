namespace CostGuard.Core.Reports;

/// <summary>One word of the vocabulary that every surface uses.</summary>
/// <param name="Name">The term, lower case.</param>
/// <param name="Meaning">One or two sentences.</param>
public sealed record Term(string Name, string Meaning);

/// <summary>The glossary: on the About sheet, in <c>costguard explain</c>, and wherever a word needs its meaning. Cost terms follow FOCUS.</summary>
public static class Glossary
{
    /// <summary>All terms, in alphabetical order.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        new("allocation", "Giving each charge to one team by ordered rules; shared cost is split exactly, so that the teams add up to the bill."),
        new("at this pace", "What the period ends at if the share of the expected cost that was spent so far stays the same. A pace, not a forecast."),
        new("billed cost", "What the invoice says (FOCUS BilledCost): fees in full when they are charged, nothing for usage that a commitment covers."),
        new("budget", "An amount that a team may spend in a period, in one currency and by one metric."),
        new("central", "Cost that is kept apart from the teams on purpose: unscoped credits, purchases of commitments."),
        new("control total", "A sum made from the raw text of a source, and again from what was stored. The two are equal to the last digit, or the load is refused."),
        new("contracted cost", "Negotiated price × quantity (FOCUS ContractedCost)."),
        new("data through", "The last day for which every source has usage. Figures of later days are missing, not zero."),
        new("effective cost", "Accrual cost (FOCUS EffectiveCost): the cost of a commitment is spread over the usage it covers and what stays unused."),
        new("exit-codes", "0 done, condition met · 1 unexpected failure · 2 usage, input or configuration wrong · 3 condition not met (over budget) · 4 not permitted · "
            + "5 cannot tell (data stale, incomplete or missing) · 6 does not tie · 7 partly done · 8 not found · 9 conflict · 130 interrupted."),
        new("list cost", "Public price × quantity (FOCUS ListCost)."),
        new("load", "All charges that one source gave for one billing period at one moment. Sealed: never edited, replaced for readers by a newer load."),
        new("over / (under) budget", "Actual − budget. Positive is over; brackets mean under."),
        new("pool", "Shared cost that a rule divides among teams: evenly, by their direct cost, by fixed shares or by a usage metric."),
        new("restated", "A provider gave a month again with other figures. The newer load is read, the older one is kept and can be compared."),
        new("snapshot", "A set of sealed loads plus one version of the configuration. Same snapshot, same figures and same bytes, for ever."),
        new("unallocated", "Cost that no rule gave to a team. Always a line of its own."),
        new("unknown", "The honest answer when data is stale, incomplete or in a currency without a rate. Never shown as green."),
    ];

    /// <summary>The term by name, without case, or null.</summary>
    public static Term? Find(string name) => All.FirstOrDefault(term => string.Equals(term.Name, name, StringComparison.OrdinalIgnoreCase));
}
