using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>Expected mails as files beside this one. COSTGUARD_GOLDEN=update rewrites them; the difference is reviewed like code.</summary>
internal static class Golden
{
    public static void Equal(string name, string actual)
    {
        string file = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("COSTGUARD_GOLDEN") == "update") File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "tests", "Unit", "Report", "Mails", "Expected");
            if (Directory.Exists(folder)) return folder;
        }

        throw new DirectoryNotFoundException("tests/Unit/Report/Mails/Expected is not above the test's folder.");
    }
}
