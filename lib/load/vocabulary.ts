import { pick, type Random } from "./random.ts";

export const FIRST_NAMES = words(
  "Ada Amara Anton Aylin Bao Beatriz Bruno Carla Chidi Clara Dalia Daniel Davide Diego Divya Elena Elif Emeka Emma Erik Esra Farid Fatima Felix Fiona Gabriel Giulia Hana Haruto Helena Henrik Hugo Ibrahim Ines Irina Isabel Ivan Jana Jonas Joyce Julia Kai Karim Katya Kenji Laila Lars Lea Leo Lin Lucia Luka Magnus Mai Malik Marta Mateo Maya Mei Mina Mohamed Nadia Nia Niko Noor Olga Omar Oskar Paula Pedro Petra Priya Rafael Rania Ravi Rosa Samir Sara Selma Sofia Sven Tariq Teresa Thandi Tomas Uma Vera Viktor Wanda Yara Yuki Yusuf Zara Zoe",
);
export const LAST_NAMES = words(
  "Abara Adeyemi Aguilar Ahmed Almeida Andersson Aydin Bakker Barros Becker Bergman Bianchi Boateng Brandt Bui Carvalho Castro Chen Christou Costa Dahl Demir Diallo Dubois Duarte Eriksen Esposito Farah Ferrari Fischer Fofana Forsberg Garcia Gomez Greco Haddad Hansen Hashimoto Herrera Hoang Horvath Hussain Ito Ivanova Jansen Jensen Johansson Kamara Kaplan Karlsson Kaya Keller Khan Kim Kimura Kovacs Kowalski Kruger Kumar Larsen Laurent Le Lindberg Lopez Marino Martins Mbeki Mendes Meyer Moreau Moreno Mori Mueller Nagy Nakamura Ndiaye Neumann Nguyen Nielsen Novak Nowak Nunes Obi Okafor Okonkwo Olsen Osei Ozturk Park Patel Pereira Petrov Pham Popescu Ramos Rao Reyes Ricci Rossi Roux Saito Salazar Sanchez Santos Sato Schmidt Schulz Shah Sharma Silva Simon Singh Soares Sokolov Sorensen Suzuki Takahashi Tanaka Tran Vargas Vasquez Virtanen Vogel Wagner Weber Wolf Yamada Yilmaz Zhang Ziegler",
);

/** Teams, the largest first. */
export const TEAMS = lines(
  "Platform engineering, Customer support, Data platform, Payments, Sales operations, Site reliability, Identity and access, Marketing, Finance, Developer experience, Mobile, Search, Logistics, People operations, Legal, Security operations, Fraud, Risk, Treasury, Procurement, Partnerships, Checkout, Catalogue, Pricing, Billing, Warehouse systems, Fleet, Field service, Claims, Underwriting, Clinical systems, Patient services, Laboratory, Pharmacy, Research, Machine learning, Analytics, Business intelligence, Reporting, Compliance, Internal audit, Privacy, Network, Storage, Databases, Observability, Release engineering, Quality, Design systems, Web, Growth, Localisation, Content, Events, Community, Education, Training, Facilities, Travel, Expenses, Payroll, Recruiting, Benefits, Sustainability, Manufacturing, Supply planning, Quality control, Maintenance, Energy, Grid operations, Metering, Customer success, Renewals, Contracts, Public sector, Media, Advertising, Loyalty, Stores, Point of sale, Returns, Gift cards, Wholesale, Corporate IT, Workplace, Service desk, Integration, Architecture",
);

export const REGIONS = lines(
  "EMEA, Americas, APAC, Nordics, DACH, Iberia, UK, Benelux, Japan, ANZ, LATAM, global",
);

const STARTS = words(
  "hal bren cor dal el fen gar hol is jor kel lor mar nor os per quil ros sten tor ul ven wes yar zel",
);
const MIDDLES = words("a e i o u an en in on ar er or al el il");
const ENDS = words("den wick ton dale ford mere more wood ley stad berg vik lund holm fjord bourne gate");

/** A project's code name, one of some six thousand. */
export function codeName(random: Random): string {
  return `${pick(random, STARTS)}${pick(random, MIDDLES)}${pick(random, ENDS)}`;
}

function words(text: string): [string, ...string[]] {
  const [first = "", ...rest] = text.split(" ");
  return [first, ...rest];
}

function lines(text: string): [string, ...string[]] {
  const [first = "", ...rest] = text.split(", ");
  return [first, ...rest];
}
