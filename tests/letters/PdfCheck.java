import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/** Holds PDFs (paths on standard input) to the standards named as arguments; one line for each broken rule. */
public class PdfCheck {
    public static void main(String[] standards) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String standard : standards) {
            flavours.add(PDFAFlavour.byFlavourId(standard));
        }
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            check(path, flavours);
        }
    }

    private static void check(String path, List<PDFAFlavour> flavours) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavours.get(0));
                PDFAValidator validator = ValidatorFactory.createValidatorByFlavours(flavours, 3, false, false, false)) {
            for (ValidationResult result : validator.validateAll(parser)) {
                String found = path + "\t" + result.getPDFAFlavour().getId() + "\t";
                System.out.println(found + "checks\t" + result.getTotalAssertions());
                for (TestAssertion broken : result.getTestAssertions()) {
                    String rule = broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber();
                    String where = broken.getLocation().getContext();
                    System.out.println(found + rule + "\t" + broken.getMessage() + " @ " + where);
                }
            }
        }
    }
}
