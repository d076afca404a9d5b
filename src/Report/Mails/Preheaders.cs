namespace CostGuard.Report.Mails;

/// <summary>Makes a preheader of 60 to 100 characters (ux 3.1): the first facts go in where they fit, the others until it is long enough.</summary>
internal static class Preheaders
{
    private const int Least = 60, Most = 100;

    /// <param name="facts">Sentences, the most important first.</param>
    /// <param name="wanted">So many of them go in even when it is long enough.</param>
    public static string Of(IReadOnlyList<string> facts, int wanted = 1)
    {
        string text = "";
        for (int i = 0; i < facts.Count && (i < wanted || text.Length < Least); i++)
        {
            string longer = text.Length == 0 ? facts[i] : $"{text} {facts[i]}";
            if (longer.Length <= Most) text = longer;
            else if (text.Length < Least) text = Figures.Cut(longer, Most);
        }

        return text;
    }
}
