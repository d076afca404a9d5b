using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus.Azure;

/// <summary>Gives each file of an import its role. Files of one folder are one delivery: what one part proves, dates or measure, holds for the others.</summary>
public sealed class AzureFileSet
{
    private readonly IReadOnlyList<(string Name, AzureSurvey Survey)> _files;
    private readonly AzureDayOrder[] _orders;
    private readonly AzureDataset[] _datasets;
    private readonly IReadOnlySet<AzureScope>[] _scopes;

    private AzureFileSet(IReadOnlyList<(string Name, AzureSurvey Survey)> files, IReadOnlyList<AzureDataset> told)
    {
        _files = files;
        _orders = [.. files.Select(OrderOf)];
        _datasets = [.. files.Zip(told, DatasetOf)];
        _scopes = [.. files.Select((file, i) => file.Survey.Scopes(_orders[i]))];
    }

    /// <summary>The roles in the order of the files.</summary>
    /// <param name="files">Names with '/' and what the files tell.</param>
    /// <param name="told">What the manifest of each says; Either where none does.</param>
    /// <exception cref="CostGuardException">Exit code 2: rows that contradict the manifest, dates with two readings, both measures in one file, or a file beside both measures that may be either.</exception>
    public static IReadOnlyList<AzureFileRole> Roles(IReadOnlyList<(string Name, AzureSurvey Survey)> files, IReadOnlyList<AzureDataset> told)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(told);
        var set = new AzureFileSet(files, told);
        return [.. Enumerable.Range(0, files.Count).Select(set.RoleOf)];
    }

    private AzureFileRole RoleOf(int i)
    {
        bool IsOther(int j) => _datasets[j] != _datasets[i] && _datasets[j] != AzureDataset.Either;
        int[] others = [.. Enumerable.Range(0, _files.Count).Where(j => IsOther(j) && _scopes[j].Overlaps(_scopes[i]))];
        HashSet<AzureScope> paired = [.. _scopes[i].Where(scope => others.Any(j => _scopes[j].Contains(scope)))];
        if (paired.Count == 0) return new AzureFileRole(_datasets[i], _orders[i], paired, []);
        if (_datasets[i] == AzureDataset.Either)
            throw new CostGuardException(2, AzureErrors.UnknownDataset.At($"{_files[i].Name} may be actual or amortised cost of {paired.First().Period}: nothing in its rows or its name tells.", _files[i].Name));
        HashSet<string> known = [.. others.SelectMany(j => _files[j].Survey.Subscriptions)];
        return new AzureFileRole(_datasets[i], _orders[i], paired, [.. _files[i].Survey.Subscriptions.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal)]);
    }

    private AzureDayOrder OrderOf((string Name, AzureSurvey Survey) file)
    {
        AzureSurvey[] delivery = [.. Delivery(file.Name).Select(part => part.Survey)];
        return AzureDateProof.Of(file.Survey.Days, file.Survey.Periods, file.Survey.Served)
            ?? AzureDateProof.Of([.. delivery.SelectMany(survey => survey.Days).Distinct()], [.. delivery.SelectMany(survey => survey.Periods).Distinct()], [.. delivery.SelectMany(survey => survey.Served).Distinct()])
            ?? throw new CostGuardException(2, FocusErrors.AmbiguousDates.At(
                $"{file.Name} has dates such as {file.Survey.Days.First()}, and nothing in it proves whether the day or the month comes first.", file.Name, null, "Date"));
    }

    // What the rows prove, which the manifest must not contradict, else what the manifest says, else what the name says, else what the other parts of the delivery are.
    private AzureDataset DatasetOf((string Name, AzureSurvey Survey) file, AzureDataset told)
    {
        AzureDataset own = file.Survey.Proved ?? throw new CostGuardException(2, AzureErrors.BothDatasets.At(FormattableString.Invariant(
            $"{file.Name} has {file.Survey.Purchases} purchases of commitments and {file.Survey.Covered} rows of what they cover: actual and amortised cost in one file."), file.Name));
        if (told != AzureDataset.Either && own != AzureDataset.Either && own != told)
            throw new CostGuardException(2, ManifestErrors.Contradicted.At($"{file.Name}: the manifest says {told} cost, but its rows are those of {own} cost.", file.Name));
        if (own == AzureDataset.Either) own = told != AzureDataset.Either ? told : Named(file.Name);
        if (own != AzureDataset.Either) return own;
        AzureDataset[] parts = [.. Delivery(file.Name)
            .Select(part => part.Survey.Proved is { } proved and not AzureDataset.Either ? proved : Named(part.Name))
            .Where(dataset => dataset != AzureDataset.Either).Distinct()];
        return parts.Length == 1 ? parts[0] : AzureDataset.Either;
    }

    private IEnumerable<(string Name, AzureSurvey Survey)> Delivery(string name) => _files.Where(file => FolderOf(file.Name) == FolderOf(name));

    private static AzureDataset Named(string name)
    {
        foreach (string part in name.Split('/').Reverse())
        {
            bool amortised = part.Contains("amortized", StringComparison.OrdinalIgnoreCase) || part.Contains("amortised", StringComparison.OrdinalIgnoreCase);
            bool actual = part.Contains("actual", StringComparison.OrdinalIgnoreCase);
            if (amortised != actual) return actual ? AzureDataset.Actual : AzureDataset.Amortised;
        }

        return AzureDataset.Either;
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];
}
