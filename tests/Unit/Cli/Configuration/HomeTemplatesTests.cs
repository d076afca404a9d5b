using CostGuard.Cli.Configuration;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class HomeTemplatesTests : IDisposable
{
    private static readonly InitAnswers Answers = new("Acme: \"Söhne\" # 1", Currency.Eur, "Europe/Berlin", 4);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-init-");

    private HomeFolder Home => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Write_NewHome_IsValidAndSaysWhatWasAnswered()
    {
        HomeTemplates.Write(Home, Answers);
        (CostGuardConfiguration? configuration, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(Home);
        Assert.Empty(problems);
        CompanyConfig company = configuration!.Company;
        Assert.Equal((Answers.Company, Currency.Eur, "Europe/Berlin", 4), (company.Company, company.Currency, company.TimeZone, company.FiscalYearStartMonth));
        Assert.Equal(["budget-alerts", "daily-collect", "daily-usage", "monthly-finance", "weekly-digest"], configuration.Schedules.Select(schedule => schedule.Name));
        Assert.Equal(["0 15 * ? * *", "0 30 5 * * ?", "0 30 6 * * ?", "0 0 7 3 * ?", "0 0 7 ? * MON"], configuration.Schedules.Select(schedule => schedule.Cron));
        Assert.Empty(ProcessSettings.Read(Home, new Dictionary<string, string>()).Problems);
    }

    [Fact]
    public void Write_Twice_ChangesNothing()
    {
        Assert.NotEmpty(HomeTemplates.Write(Home, Answers));
        File.WriteAllText(Home.Combine("costguard.yaml"), "mine");
        Assert.Empty(HomeTemplates.Write(Home, Answers with { Company = "Other" }));
        Assert.Equal("mine", File.ReadAllText(Home.Combine("costguard.yaml")));
    }

    [Fact]
    public void Examples_Renamed_AreValid()
    {
        HomeTemplates.Write(Home, Answers);
        string[] examples = Directory.GetFiles(_folder.FullName, "*.example", SearchOption.AllDirectories);
        Assert.Equal(11, examples.Length);
        foreach (string example in examples) File.Move(example, example[..^".example".Length]);
        foreach (string team in (string[])["data"])
            File.WriteAllText(Home.Combine("teams", $"{team}.yaml"), $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: {team} }}\nspec: {{ owner: a@b.test, effectiveFrom: 2026-01 }}\n");
        // The table and the budget are two ways to say the same; only one of them is meant to be renamed.
        File.Delete(Home.Combine("budgets", "payments-monthly.yaml"));
        Assert.Empty(ConfigurationReader.Read(Home).Problems);
    }
}
