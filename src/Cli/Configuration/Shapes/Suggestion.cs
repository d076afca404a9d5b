namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>"Did you mean": the nearest known word.</summary>
public static class Suggestion
{
    /// <summary>" Did you mean \"costCentre\"?", or nothing when no known word is near.</summary>
    public static string For(string word, IEnumerable<string> known) => Nearest(word, known) is { } near ? $" Did you mean \"{near}\"?" : "";

    /// <summary>The known word with the fewest edits, at most a third of its length (two in short words); ties go to the first in ordinal order.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string folded = Fold(word);
        (string Word, int Edits)[] near = [.. known.Distinct(StringComparer.Ordinal)
            .Select(candidate => (Word: candidate, Edits: Edits(folded, Fold(candidate))))
            .Where(pair => pair.Edits <= Limit(Math.Max(pair.Word.Length, word.Length)))
            .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Word, StringComparer.Ordinal)];
        return near.Length == 0 ? null : near[0].Word;
    }

    /// <summary>Levenshtein distance: insertions, deletions and replacements.</summary>
    public static int Edits(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }

    private static int Limit(int length) => length < 4 ? 1 : Math.Max(2, length / 3);

    // cost_center, cost-center and costCenter are one word to a person.
    private static string Fold(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
