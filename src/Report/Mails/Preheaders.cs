namespace CostGuard.Report.Mails;

/// <summary>Makes a preheader of 60 to 100 characters (ux 3.1): facts are added while they fit, and the first ones count most.</summary>
internal static class Preheaders
{
    private const int Least = 60, Most = 100;

    public static string Of(IReadOnlyList<string> facts)
    {
        string text = "";
        foreach (string fact in facts.Where(fact => fact.Length > 0))
        {
            if (text.Length >= Least) break;
            string longer = text.Length == 0 ? fact : $"{text} {fact}";
            if (longer.Length <= Most) text = longer;
            else if (text.Length < Least) text = Figures.Cut(longer, Most);
        }

        return text;
    }
}
