namespace CostGuard.Core.Errors;

/// <summary>Codes of configuration files in general: YAML, keys, types, names, time zones, process settings.</summary>
public static class ConfigurationErrors
{
    /// <summary>CG2001.</summary>
    public static readonly ErrorInfo Syntax = new(
        "CG2001",
        "The file is not valid YAML",
        "The file cannot be taken apart, so nothing after this place was checked.",
        "Correct the line. Indent with spaces, and quote texts that hold ': ' or ' #'.");

    /// <summary>CG2002.</summary>
    public static readonly ErrorInfo Unreadable = new(
        "CG2002",
        "A configuration file cannot be read",
        "The file is missing, may not be read by this user, or is not UTF-8 text.",
        "Check that the file exists, its permissions, and that it is saved as UTF-8.");

    /// <summary>CG2003.</summary>
    public static readonly ErrorInfo KeyTwice = new(
        "CG2003",
        "A key is there twice",
        "YAML keeps one of the two and says nothing, so the other would silently do nothing.",
        "Remove one of the two.");

    /// <summary>CG2004.</summary>
    public static readonly ErrorInfo AnchorOrTag = new(
        "CG2004",
        "YAML anchors, aliases and tags are not read",
        "They hide what a rule says from the person who reviews it.",
        "Write the value out.");

    /// <summary>CG2005.</summary>
    public static readonly ErrorInfo NotAnObject = new(
        "CG2005",
        "A document is not a CostGuard object",
        "Each document has apiVersion: costguard/v1, the kind of its folder, metadata and spec.",
        "Copy the head of an example: 'costguard config schema KIND' shows the form.");

    /// <summary>CG2006.</summary>
    public static readonly ErrorInfo NameAndFile = new(
        "CG2006",
        "The name differs from the file's name",
        "People look for an object in the file of its name, and code owners are set by file.",
        "Rename the file, or metadata.name if nothing refers to it yet.");

    /// <summary>CG2007.</summary>
    public static readonly ErrorInfo NameTwice = new(
        "CG2007",
        "Two objects of one kind have the same name",
        "A name says which object is meant, so it can be given once per kind.",
        "Rename one of them.");

    /// <summary>CG2010.</summary>
    public static readonly ErrorInfo WrongType = new(
        "CG2010",
        "A value has the wrong type",
        "A list, a map, a number or a text was expected, and something else is there.",
        "Write the value in the form that the message names.");

    /// <summary>CG2011.</summary>
    public static readonly ErrorInfo WrongValue = new(
        "CG2011",
        "A value has the wrong form",
        "The value has the right type, but not a form that CostGuard can take.",
        "Write the value in the form that the message names.");

    /// <summary>CG2012.</summary>
    public static readonly ErrorInfo MissingKey = new(
        "CG2012",
        "A key is missing",
        "The object means nothing without it, and CostGuard does not guess.",
        "Add the key.");

    /// <summary>CG2013.</summary>
    public static readonly ErrorInfo ExactlyOne = new(
        "CG2013",
        "Exactly one of several keys is needed",
        "They exclude each other: with two of them nobody can say which one holds.",
        "Keep one of them.");

    /// <summary>CG2014.</summary>
    public static readonly ErrorInfo UnknownTimeZone = new(
        "CG2014",
        "The time zone is not known",
        "Times of day need an IANA time zone, or they would move with the machine.",
        "Write an IANA name such as Europe/Berlin or UTC.");

    /// <summary>CG2015.</summary>
    public static readonly ErrorInfo WindowsTimeZone = new(
        "CG2015",
        "The time zone is a Windows name",
        "Windows names are not known on other systems and change their rules with updates of the system.",
        "Write the IANA name that the message gives.");

    /// <summary>CG2016.</summary>
    public static readonly ErrorInfo CompanyMissing = new(
        "CG2016",
        "There is no costguard.yaml",
        "Currency and fiscal year of the company are in it; without them no figure has a meaning.",
        "Run 'costguard init --home FOLDER', or put costguard.yaml back.");

    /// <summary>CG2017.</summary>
    public static readonly ErrorInfo SetTwice = new(
        "CG2017",
        "A setting is given in two files",
        "It holds for the whole company, so it can be given once.",
        "Keep it in one of the files.");

    /// <summary>CG2020.</summary>
    public static readonly ErrorInfo UnknownSetting = new(
        "CG2020",
        "A process setting is not known",
        "A setting that is spelled wrongly would silently do nothing.",
        "Compare with appsettings.sample.json, which has every key.");

    /// <summary>CG2030.</summary>
    public static readonly ErrorInfo NotYet = new(
        "CG2030",
        "A key does nothing in this version",
        "The key belongs to the format and is kept, but the part that uses it is not there yet.",
        "Nothing to do; or remove it until it is used.");

    /// <summary>CG2101.</summary>
    public static readonly ErrorInfo UnknownKey = new(
        "CG2101",
        "A key is not known",
        "A key that is spelled wrongly would silently do nothing.",
        "Correct the spelling, or remove the key. 'costguard config schema KIND' lists the keys.");
}
